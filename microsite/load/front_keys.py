"""Front matter keys of other programs: which mean nothing here, and which keep a page from the public.

Names are compared folded: lower case, no hyphens or underscores, so that `publishDate` and `publish_date` are the same.
"""

from __future__ import annotations

from microsite.lazy_patterns import lazy_pattern

#: The keys that the front matter of chapters and pages can have here.
OWN_KEYS = frozenset(
    """
    title order summary section priority nav_title draft publish_on expire_on updated redirect_from silence in_menu
    in_footer slug translation_of
    """.split()
)

#: For each program: the page that documents its keys, and those that only affect looks, addresses or lists.
OTHER_PROGRAMS: dict[str, tuple[str, str]] = {
    "Jekyll, with its usual themes and plugins": (
        "https://jekyllrb.com/docs/front-matter/",
        """
        layout permalink category categories tags excerpt excerpt_separator date last_modified_at redirect_to author
        nav_order nav_exclude nav_fold has_children has_toc parent grand_parent ancestor child_nav_order search_exclude
        author_profile classes header sidebar toc toc_sticky toc_label toc_icon read_time comments share related
        sitemap robots image img subtitle description lang locale ref pin math mermaid math_engine feed jsonld
        canonical_url
        """,
    ),
    "Hugo": (
        "https://gohugo.io/content-management/front-matter/",
        """
        aliases cascade date is_cjk_language keywords lastmod layout link_title markup menu menus modified outputs
        params pub_date resources translation_key type url weight series featured_image cover show_toc
        disable_share hide_meta show_reading_time icon no_list simple_list toc_hide author authors identifier
        book_toc book_collapse_section book_flat_section book_comments
        """,
    ),
    "Docusaurus": (
        "https://docusaurus.io/docs/api/plugins/@docusaurus/plugin-content-docs#markdown-front-matter",
        """
        id title_meta hide_title hide_table_of_contents toc_min_heading_level toc_max_heading_level pagination_next
        pagination_prev pagination_label parse_number_prefixes custom_edit_url keywords last_update sidebar_label
        sidebar_position sidebar_class_name sidebar_custom_props sidebar_key displayed_sidebar author_url
        author_image_url author_title wrapper_class_name
        """,
    ),
    "MkDocs and Material for MkDocs": (
        "https://squidfunk.github.io/mkdocs-material/reference/",
        "hide icon subtitle template search social links read_time readtime glightbox revision_date edit_url",
    ),
    "Eleventy": (
        "https://www.11ty.dev/docs/data-configuration/",
        """
        eleventy_navigation eleventy_computed eleventy_import pagination template_engine_override dynamic_permalink
        override_tags page_description eleventy_exclude_from_collections
        """,
    ),
    "Astro and Starlight": (
        "https://starlight.astro.build/reference/frontmatter/",
        """
        edit_url head table_of_contents hero banner last_updated prev next pagefind hero_image updated_date og_image
        image_alt component
        """,
    ),
    "VuePress and VitePress": (
        "https://vitepress.dev/reference/frontmatter-config",
        """
        title_template navbar aside outline edit_link footer page_class is_home features hero_text tagline
        sidebar_depth home action_text action_link actions meta contributors article star timeline page_info
        breadcrumb
        """,
    ),
    "Gatsby": ("https://www.gatsbyjs.com/docs/how-to/routing/adding-markdown-pages/", "path template_key thumbnail"),
    "Obsidian": (
        "https://help.obsidian.md/properties",
        "alias tag cssclass cssclasses created up related_notes banner_y kanban_plugin created_at updated_at",
    ),
    "Pandoc and R Markdown": (
        "https://pandoc.org/MANUAL.html#metadata-variables",
        """
        abstract subject dir bibliography csl nocite references link_citations document_class class_option geometry
        header_includes include_before include_after output toc_title toc_depth number_sections fontsize font_size
        papersize link_color main_font title_prefix institute copyright rights
        """,
    ),
    "Quarto": (
        "https://quarto.org/docs/reference/formats/html.html",
        """
        format execute editor jupyter engine listing page_layout code_fold other_links title_block_banner crossref
        filters citation doi date_format date_modified css theme body_classes about
        """,
    ),
    "Hexo": ("https://hexo.io/docs/front-matter", "disable_nunjucks abbrlink top mathjax sticky cover_img"),
    "Zola": (
        "https://www.getzola.org/documentation/content/page/",
        "in_search_index taxonomies extra page_template sort_by paginate_by insert_anchor_links transparent",
    ),
    "GOV.UK Technical Documentation Template": (
        "https://github.com/alphagov/tech-docs-gem/blob/main/docs/frontmatter.md",
        """
        last_reviewed_on review_in owner_slack owner_slack_workspace old_paths prevent_indexing hide_in_navigation
        hide_page_review show_expiry source_url show_review_banner
        """,
    ),
    "Notion, WordPress and Ghost, as they are exported": (
        "https://www.notion.com/help/export-your-content",
        """
        created_time last_edited_time last_edited_by created_by owner verification guid post_type post_date
        post_modified post_name comment_status ping_status feature_image featured meta_title meta_description
        custom_excerpt
        """,
    ),
    "any of them": (
        "https://www.robotstxt.org/meta.html",
        "noindex no_index nofollow index seo language version license contributor editors reviewers topic topics",
    ),
}

#: Our names for some of them.
OUR_EQUIVALENTS: dict[str, str] = {
    "heading": "title",
    "headline": "title",
    "header": "title",
    "name": "title",
    "pagetitle": "title",
    "chaptertitle": "title",
    "chapter": "title",
    "weight": "order",
    "navorder": "order",
    "sidebarposition": "order",
    "sidebarorder": "order",
    "position": "order",
    "menuorder": "order",
    "description": "summary",
    "intro": "summary",
    "introduction": "summary",
    "teaser": "summary",
    "blurb": "summary",
    "lead": "summary",
    "standfirst": "summary",
    "subtitle": "summary",
    "subheading": "summary",
    "abstract": "summary",
    "excerpt": "summary",
    "customexcerpt": "summary",
    "metadescription": "summary",
    "pagedescription": "summary",
    "linktitle": "nav_title",
    "sidebarlabel": "nav_title",
    "menutitle": "nav_title",
    "shorttitle": "nav_title",
    "lastmod": "updated",
    "lastmodifiedat": "updated",
    "lastupdated": "updated",
    "lastupdate": "updated",
    "updateddate": "updated",
    "updatedat": "updated",
    "datemodified": "updated",
    "modified": "updated",
    "postmodified": "updated",
    "lastreviewedon": "updated",
    "expires": "expire_on",
    "aliases": "redirect_from",
    "oldpaths": "redirect_from",
    "redirects": "redirect_from",
    "category": "section",
    "categories": "section",
    "parent": "section",
}

#: If set to no, keep a page out of search engines or menus; anybody can still read it.
STILL_PUBLIC_BY_NO = frozenset("index sitemap insearchindex pagefind search searchable".split())
#: These as well, and others that do the same unless set to no.
STILL_PUBLIC = STILL_PUBLIC_BY_NO | frozenset(
    "noindex nofollow robots preventindexing searchexclude navexclude hideinnavigation tochide"
    " eleventyexcludefromcollections".split()
)

#: Hold a page back unless they are empty or say yes; `permalink` does only if it says no.
HELD_BACK_BY_NO = frozenset(
    """
    published publish public visible live listed render enabled permalink veröffentlicht öffentlich sichtbar publié
    publicado pubblicato opublikowane cyhoeddus
    """.split()
)
#: Hold a page back only if they say no; any other value is ignored.
HELD_BACK_BY_PLAIN_NO = frozenset("online show display list approved ready released".split())
#: Hold a page back unless they are empty or say no.
HELD_BACK_BY_YES = frozenset(
    """
    private unlisted hidden hide secret confidential internal restricted protected headless unpublished disabled
    isdraft drafts wip workinprogress exclude excluded ignore skip notpublic nopublish dontpublish archived deleted
    trashed encrypt encrypted membersonly loginrequired requireslogin passwordprotected
    draftpage inreview notforpublication donotpublish notpublished notready hidefrompublic embargoed internalonly
    internaluse internaluseonly entwurf brouillon borrador rascunho bozza szkic privat privé prive privado prywatne
    vertraulich confidentiel confidencial verborgen versteckt caché oculto
    """.split()
)
#: Hold a page back until a day.
HELD_BACK_UNTIL = frozenset(
    """
    publishdate publishat publishfrom golive golivedate releaseon embargo embargountil embargodate availablefrom
    visiblefrom scheduled scheduledfor scheduledat showfrom validfrom
    tobepublished publishafter release releaseson effective effectivefrom
    """.split()
)
#: The page's date; some programs hold a page back while its date is in the future.
DAY_OF_PAGE = frozenset(
    """
    date pubdate postdate publishedon publishedat publicationdate releasedate start starts startdate startson starton
    opens opendate openson begins begindate live livefrom liveon goeslive datum
    """.split()
)
#: Remove a page after a day.
TAKEN_AWAY_AFTER = frozenset(
    """
    expire expirydate expireson expiry expiration expirationdate expiredate expiresat unpublishdate unpublish
    unpublishon unpublishat availableuntil visibleuntil showuntil validuntil validto removeon removedon archiveon
    """.split()
)
#: Name the readers who may see a page.
FOR_SOME_READERS = frozenset(
    """
    password passwords passphrase pass access accesslevel visibility permission permissions allowedroles restrictto
    viewers protection
    """.split()
)
#: The page's editorial state.
STATE_OF_PAGE = frozenset(
    """
    status state stage poststatus workflow workflowstate workflowstatus moderationstate publishstate publishstatus
    publicationstatus reviewstate reviewstatus review
    """.split()
)
#: States of a page that is not for the public.
HELD_BACK_STATES = lazy_pattern(
    r"draft|private|pending|unpublish|hidden|embargo|scheduled|future|trash|archiv|review(?!ed)|\bwip\b|entwurf|brouillon"
    r"|borrador|\bnot\b(?! applicable)|internal|confidential|secret|restricted|unlisted|withdrawn|retired|\bhold"
    r"|waiting|approval|inactive|unapproved|deleted"
)
#: Values that mean the same under any key of another program, such as a tag.
HELD_BACK_WORDS = frozenset("draft drafts private unpublished confidential".split()) | {
    "staff only",
    "internal only",
    "members only",
    "subscribers only",
    "not for publication",
}
#: Values of `type` or `layout` for pages that only some readers may see.
KINDS_FOR_SOME = frozenset("members member subscribers subscriber paid staff internal".split())
#: Keys that hold a page back even when nested below another key, such as `params`.
HELD_BACK_BELOW = frozenset("draft private unlisted published publish password".split())
#: Keys that have such settings nested below them.
BUILD_OPTIONS = frozenset({"build"})

HELD_BACK = (
    HELD_BACK_BY_NO
    | HELD_BACK_BY_PLAIN_NO
    | HELD_BACK_BY_YES
    | HELD_BACK_UNTIL
    | TAKEN_AWAY_AFTER
    | FOR_SOME_READERS
    | STATE_OF_PAGE
    | BUILD_OPTIONS
)
#: An unknown key that contains one of these is taken to hold a page back, unless it is empty or says no.
SUSPICIOUS = tuple("draft private unlisted embargo secret confidential restrict password expir protect encrypt".split())
#: The same, but only if it says no.
SUSPICIOUS_NO = ("publish", "visib")


def folded(key: str) -> str:
    """Fold a key: lower case, without hyphens, underscores, spaces and invisible characters at its ends."""
    return key.casefold().replace("_", "").replace("-", "").replace(" ", "").strip("\u200b\u2060\ufeff\u00a0")


MEANS_NOTHING = frozenset(folded(key) for _, keys in OTHER_PROGRAMS.values() for key in keys.split()) | frozenset(
    OUR_EQUIVALENTS
)
#: Every key by which lines can be recognised as front matter.
KNOWN = MEANS_NOTHING | HELD_BACK | DAY_OF_PAGE | frozenset(folded(key) for key in OWN_KEYS)
