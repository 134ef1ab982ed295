"""Other words that people write for the keys of the records, and for the words that a key can have."""

from __future__ import annotations

#: Other words for a key, wherever a record has that key and gives the other word no meaning of its own.
SHARED = {
    "id": "identifier slug ref reference anchor_id",
    "title": "name heading headline header label caption titel titles subject",
    "name": "title organisation organization heading label full_name names",
    "summary": "description desc abstract blurb intro introduction overview teaser excerpt text about details note",
    "kind": "type category sort format art class",
    "address": "url link links website web_site web_address web web_page webpage homepage home_page href uri www site "
    "online hyperlink adresse urls",
    "email": "e_mail mail email_address e_mail_address emails mailto contact_email",
    "phone": "tel telephone phone_number telephone_number tel_no phone_no mobile call telefon number ring",
    "post": "postal_address address postal post_address by_post letter street mailing_address",
    "hours": "opening_hours opening_times office_hours times open",
    "file": "path filename file_name pdf document download attachment src source upload",
    "logo": "image picture icon badge logo_file",
    "language": "lang locale sprache languages",
    "pages": "page_count number_of_pages length",
    "year": "date published",
    "role": "position job job_title office function does",
    "organisation": "organization company council body employer authority",
    "picture": "photo image portrait photograph img",
    "picture_text": "alt alt_text alternative_text photo_text image_text picture_alt",
    "what": "title name event heading headline description text activity session subject topic change",
    "where": "venue location place town room building site",
    "start": "date day starts begins begin from start_date start_time time when on starts_at start_at opens datum",
    "end": "ends until to till finish finishes end_date end_time ends_at end_at closes last_day",
    "booking": "book how_to_book tickets registration register",
    "cancelled": "canceled cancel off",
    "step_free": "wheelchair wheelchair_access step_free_access",
    "date": "day when on datum published time updated",
    "reason": "why because explanation",
    "chapter": "page file section",
    "publish_on": "publish published from publish_date publication_date release show_from",
    "expire_on": "expires expire until remove_on end_date show_until unpublish",
}
#: The same for the keys of one record alone; these go before the others.
OF_RECORD = {
    "Consultation": {
        "title": "name heading consultation",
        "summary": "description intro introduction overview text",
        "organisation": "council organization authority owner by publisher organisation_name",
        "about": "about_us who_we_are",
        "document_kind": "kind document document_type kind_of_document type doc_type",
        "place": "town area location city region borough district county village places",
        "audience": "who who_can_answer for",
        "opens": "start starts start_date open opening opening_date opens_on launch begins from open_date",
        "closes": "end ends end_date close closing closing_date closes_on deadline until close_date finish",
        "time_zone": "timezone tz zone time",
        "survey": "questionnaire survey_link survey_url survey_address form",
        "ways_to_respond": "how_to_respond respond responses other_ways ways ways_to_answer",
        "next_steps": "what_happens_next next what_next",
        "decided_by": "decision decides who_decides",
        "late_answers": "late_responses late",
        "outcome": "decision_made final_outcome",
        "results": "result findings",
        "response_deadline": "response_due outcome_due feedback_due",
        "milestones": "timeline key_dates dates timetable",
        "contact": "contacts contact_details contact_us kontakt enquiries email phone telephone",
        "accessibility": "accessibility_statement a11y",
        "partners": "partner organisations organizations",
        "priorities": "priority aims goals objectives themes",
        "site_address": "url website web_site web_address address link base_url domain site_url homepage site",
        "formats": "format paper papers print_formats downloads",
        "hosts": "host hosting hosted_by hosted_on host_files server servers web_server webserver platform",
        "own_host": "own_domain own_hostname own_server has_own_host hsts",
        "brand": "branding colour color colours colors logo",
        "noindex": "no_index hidden draft",
        "navigation": "nav menu main_menu main_navigation menu_items",
        "accept_unreviewed": "accept_unchecked unreviewed",
        "silence": "ignore silenced mute",
        "strategy_period": "period years strategy_years",
        "proposal": "proposals rationale background case_for_change",
        "period_reason": "short_period short_period_reason reason_for_period",
        "privacy": "data_protection gdpr privacy_notice",
        "body": "kind_of_body body_type organisation_type type_of_body",
        "nation": "jurisdiction country",
        "duties": "duty own_duties legal_duties",
        "waived": "waivers waive waiver",
        "elections": "election election_periods purdah pre_election_periods",
    },
    "FrontMatter": {
        "title": "name heading headline",
        "order": "weight number position nr no rank sort chapter num chapter_number place",
        "nav_title": "short_title menu_title menu short_name navigation_title",
        "section": "part group category chapter_group",
        "draft": "hidden unpublished hide published_no",
        "updated": "date last_updated modified changed last_modified",
        "redirect_from": "aliases alias redirects redirect old_address old_addresses moved_from",
        "priority": "priorities aim goal",
    },
    "Contact": {"name": "team person contact organisation who", "formats": "other_formats alternative_formats"},
    "Partner": {"as_at": "date as_of", "role": "description summary does what"},
    "Quote": {
        "text": "quote words said quotation comment what",
        "name": "who speaker author person by from said_by",
        "role": "title position job job_title office",
    },
    "Event": {
        "where": "venue location place town room building postcode online virtual",
        "what": "title name event type kind activity session",
        "details": "description desc summary text notes note info information more access accessible accessibility "
        "access_notes parking price cost costs fee contact organiser organizer email phone telephone capacity host "
        "refreshments food drinks lunch tea creche childcare toilets transport blue_badge quiet_room",
    },
    "Faq": {
        "question": "q title heading name frage ask questions",
        "answer": "a text reply response antwort body content answers",
    },
    "GlossaryTerm": {
        "term": "word name title abbreviation acronym phrase terms words",
        "meaning": "definition description explanation text means def meanings explained",
        "also": "plural aka synonyms other_forms variants other_names",
    },
    "Question": {"text": "question title q name words", "answers": "options choices answer values"},
    "Update": {"what": "title text description change summary", "date": "day when on"},
    "Document": {
        "title": "name heading label",
        "alternatives": "formats other_formats easy_read bsl large_print audio braille alternative versions",
        "kind": "type format category",
        "publish_on": "date published publish",
    },
    "Related": {"file": "pdf path document download"},
    "Alternative": {"kind": "type format name", "page": "web_page html"},
    "WayToRespond": {"details": "description text how summary what_to_do", "form": "file pdf document"},
    "Survey": {
        "provider": "platform supplier tool host service",
        "minutes": "time duration length takes",
        "questions": "number_of_questions question_count",
        "privacy_notice": "privacy privacy_policy privacy_link",
    },
    "Brand": {"colour": "color primary_colour primary_color main_colour hex", "logo_text": "alt alt_text logo_alt"},
    "StrategyPeriod": {"first_year": "from start begins first", "last_year": "to end ends last until"},
    "Milestone": {"when": "date day on", "title": "what name text description", "stage": "phase"},
    "Extension": {
        "old_close": "old closes_was from old_closing closes",
        "new_close": "new new_closing to until new_date",
        "announced": "date announced_on",
        "reopens": "reopens_on opens",
    },
    "Pause": {"starts": "start from begins start_date", "ends": "end to until end_date"},
    "Outcome": {
        "published": "date published_on",
        "expected": "due expected_on when",
        "address": "url link website report",
    },
    "Results": {"published": "date published_on", "responses": "answers number_of_responses"},
    "Accessibility": {"reviewed": "last_reviewed", "tested": "last_tested", "feedback_form": "form feedback"},
    "Proposal": {
        "why_now": "why reason reasons rationale",
        "stage": "phase status",
        "can_change": "open what_can_change can_still_change negotiable",
        "settled": "fixed decided cannot_change already_decided not_open",
        "alternatives": "options other_options",
        "no_alternatives": "no_options",
        "costs": "cost budget money price",
        "equality": "eqia eia equality_impact equality_impact_assessment equalities",
        "welsh_language": "welsh effects_on_welsh",
    },
    "OtherOption": {"option": "title name alternative what", "why_not": "reason why rejected_because"},
    "AnswerPrivacy": {
        "names": "anonymous anonymity name",
        "seen_by": "who_sees shared_with recipients access",
        "controller": "data_controller responsible",
        "processor": "data_processor provider",
        "lawful_basis": "legal_basis basis",
        "kept": "retention retention_period how_long keep",
    },
    "Delay": {"date": "day when on", "reason": "why what text because"},
    "Channel": {"way": "channel name title how", "responses": "answers number count"},
    "Duty": {"source": "norm law", "read": "read_on", "by": "when stage"},
    "Waiver": {"duty": "id name", "by": "who whom"},
    "Election": {"election": "title name what", "starts": "start from begins", "ends": "end to until poll polling_day"},
    "Silenced": {"code": "problem id"},
}
_SIZE = "Delete this line: the page gives the size of a file by itself."
#: What nobody has to write, by the record; what to do about it.
_SIZES = {"size": _SIZE, "file_size": _SIZE, "filesize": _SIZE}
_OF_CHAPTER = (
    "Delete this line. It is the chapter that names its priority: in its front matter, write priority: with a number. "
    "1 is the first in this list."
)
_CHAPTERS: dict[str, str] = dict.fromkeys("chapter chapters page file address link url href".split(), _OF_CHAPTER)
_FOR_CHAPTERS = "Delete this line: only chapters have one."
_FOR_PAGES = (
    "Delete this line. To put a chapter into the main menu, list its file below navigation: in site_config.yaml."
)
#: Lists that have a file of their own.
_LISTS = {
    name: f"Move this list to a file of its own, content/data/{name}.yaml, and delete the line {name}: here."
    for name in "documents events evidence faqs glossary questions quotes related updates".split()
}
_APPROVALS = (
    "Approvals are kept apart, since they are never published: in sign-off/approvals.yaml. "
    "The command approve writes them. Delete this key."
)
NEEDLESS: dict[str, dict[str, str]] = {
    "Consultation": {**_LISTS, "approvals": _APPROVALS},
    "Document": _SIZES,
    "Related": _SIZES,
    "Priority": _CHAPTERS,
    "FrontMatter": dict.fromkeys(("in_menu", "in_footer"), _FOR_PAGES),
    "PageFront": dict.fromkeys(("section", "priority"), _FOR_CHAPTERS),
}
#: Other words for a choice, by the choice.
CHOICES = {
    "easy_read": "easyread easy_to_read easy_reading",
    "bsl": "british_sign_language sign_language_video sign_language signed",
    "large_print": "largeprint big_print large_text large",
    "audio": "audio_recording recording mp3 sound",
    "translation": "translated other_language language",
    "html": "web_page webpage web website online page accessible_html",
    "post": "by_post letter mail by_letter postal royal_mail in_writing",
    "phone": "telephone by_phone by_telephone tel call ring",
    "email": "e_mail by_email by_e_mail mail_address",
    "in_person": "face_to_face drop_in in_the_office person visit meeting",
    "sign_language": "bsl british_sign_language",
    "text_message": "text sms texting by_text message",
    "choice": "single single_choice radio one one_answer yes_no",
    "several": "multiple multiple_choice checkbox many several_answers tick_all",
    "scale": "rating likert agree agreement stars",
    "text": "open open_text free_text words comment",
    "earlier_strategy": "strategy previous_strategy old_strategy",
    "data": "dataset statistics figures",
    "research": "study evidence",
    "impact_assessment": "assessment equality_impact_assessment eqia eia",
    "decision_record": "decision minutes",
    "law": "act legislation regulation",
    "before_opening": "before",
    "after_closing": "after",
    "not_asked": "anonymous not_needed",
    "required": "named needed must_give",
    "optional": "voluntary if_they_like",
    "council": "local_authority county_council city_council borough_council district_council",
    "strategy_group": "community_safety_partnership crime_and_disorder safer_partnership csp",
    "police": "constabulary police_force",
    "fire": "fire_and_rescue fire_service",
    "health": "nhs health_board icb ccg",
    "government_department": "department ministry",
    "full": "fully fully_compliant compliant",
    "partial": "partially partly partially_compliant",
    "none": "not_compliant non_compliant not",
    "northern_ireland": "ni ulster",
    "apache": "apache2 httpd apache_httpd apache_2 htaccess litespeed cpanel",
    "azure": "azure_static_web_apps static_web_apps azure_static_web_app swa microsoft_azure",
    "cloudflare": "cloudflare_pages pages_dev cf_pages",
    "github": "github_pages gh_pages github_io githubpages",
    "gitlab": "gitlab_pages gitlab_io gitlabpages",
    "iis": "internet_information_services microsoft_iis windows_server web_config windows",
    "netlify": "netlify_com netlify_app netlify_cdn",
    "s3": "aws amazon aws_s3 amazon_s3 s3_bucket bucket cloudfront amazon_web_services",
}
