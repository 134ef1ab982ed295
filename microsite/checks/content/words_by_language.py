"""The languages that the rules about wording support; the words and patterns for French and Arabic."""

from __future__ import annotations

from microsite.checks.content.words import ENGLISH, WELSH, Words, pattern_of, set_of

_FRENCH_COLOURS = "rouges?|verte?s?|bleue?s?|jaunes?|oranges?|violette?s?|roses?|grise?s?"
_FRENCH_SEASON = "printemps|été|automne|hiver"

#: No readability index and no list of abbreviations: neither has been measured for French.
FRENCH = Words(
    empty_links=set_of(
        """
        ici|cliquez|cliquer|cliquez ici|cliquer ici|cliquez sur ce lien|lire|lire plus|lire la suite|la suite|suite
        en savoir plus|en savoir +|pour en savoir plus|savoir plus|plus|plus d’informations|plus d'informations
        plus d’infos|plus d'infos|plus d’information|plus d'information|plus de détails|détails|infos|informations
        voir|voir ici|voir plus|voir la suite|afficher|afficher plus|ce lien|le lien|lien|le lien suivant|ceci
        cette page|la page|page|ce site|le site|site|site web|ce document|cet article|télécharger|téléchargez
        continuer|commencer|suivant|précédent|retour|ouvrir|regarder|écouter|source
        """
    ),
    empty_link_start=pattern_of(r"cliquez\s(?:ici|sur\sce\slien)\b"),
    picture_of=pattern_of(
        r"(?:une?\s|la\s|l['’])?(?:image|photo|photographie)\s"
        r"(?:des?\b|du\b|d['’]|montrant\b|montre\b|qui\smontre\b|représentant\b)"
    ),
    vague_headings=set_of(
        "introduction|présentation|contexte|résumé|conclusion|conclusions|autre|autres|divers|généralités|général"
        "|information|informations|remarques|notes|détails|texte|préambule"
    ),
    sensory=pattern_of(
        rf"""\b(?:
        (?:cliquez\ssur|appuyez\ssur|sélectionnez|choisissez|utilisez|voir|voyez|lisez|dans)\s(?:le|la|les|l['’])\s?
          (?:bouton|encadré|cadre|texte|lien|carré|cercle|flèche|zone|case|menu|colonne|onglet)s?\s
          (?:{_FRENCH_COLOURS}|ronde?s?|carrée?s?)(?!\s(?:intitulé|nommé|appelé|marqué))
        | (?:indiqué|marqué|surligné|affiché|écrit|imprimé|coloré|tracé|hachuré)e?s?\sen\s(?:{_FRENCH_COLOURS})
        | (?:à|sur\sla|en\shaut\sà|en\sbas\sà)\s(?:droite|gauche)\sde\s(?:la\spage|l['’]écran)
        | (?:menu|colonne|panneau|encadré|tableau|photo|image|carte|graphique)\s(?:de|à)\s(?:droite|gauche)
          (?=[.,;:)]|\s(?:montre|présente|indique|donne|explique)|$)
        )(?!-)"""
    ),
    sensory_cues=set_of("droite|gauche|rouge|vert|bleu|jaune|orange|violet|rose|gris|rond|carré"),
    relative_date=pattern_of(
        rf"""\b(?:
        (?<!\bde\s)(?<!['’])(?:demain|avant-hier|hier)(?!-)
        | (?:la\ssemaine|l['’]année)\s(?:prochaine|dernière|passée)
        | (?:le\smois|l['’]an|le\s(?:{_FRENCH_SEASON})|l['’](?:{_FRENCH_SEASON})|le\sweek-end)
          \s(?:prochain|dernier|passé)
        | (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s(?:prochain|dernier)
        | (?:en\s)?(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\s
          (?:prochain|dernier)
        )\b"""
    ),
    relative_cues=set_of("demain|hier|prochain|dernier|dernière|passé"),
    charts=pattern_of(
        r"\b(?:graphiques?|diagrammes?|histogrammes?|camemberts?|courbes?|infographies?"
        r"|cartes?(?!\s(?:d['’]identité|bancaires?|postales?|vitale)))\b"
    ),
    numbered=pattern_of(r"\b(?:étapes?|phases?|parties?|figures?|pages?|chapitres?|sections?|niveaux?|numéros?)\s\d+"),
    text_version=pattern_of(r"\b(?:données|chiffres|tableau|décrite?s?|description|version\stexte|tableur|csv)\b"),
    film_text=pattern_of(
        r"\b(?:transcriptions?|sous-titres?|sous-titrée?s?|audiodescription|langue\sdes\ssignes|version\stexte"
        r"|sans\s(?:paroles|son)|muette?s?)\b"
    ),
    # Only -er verbs and a few others show the future by their ending: “assurons” and “ouvrons” promise nothing.
    promise=pattern_of(
        r"""(?:
        nous\s(?!(?:serons|écouterons|demanderons|publierons|étudierons|utiliserons|continuerons|inviterons|expliquerons)\b)
          (?:\w+erons|construirons|réduirons|agrandirons|établirons|rétablirons|choisirons|investirons|fournirons
          |mettrons|rendrons)
        | (?:la\s(?:commune|ville|mairie|métropole)|le\s(?:conseil(?:\smunicipal)?|département))\s
          (?!(?:sera|écoutera|demandera|publiera|étudiera|utilisera|continuera|invitera|expliquera)\b)
          (?:\w+era|construira|réduira|agrandira|établira|rétablira|investira|fournira|mettra|rendra)
        )\b"""
    ),
    promise_cues=set_of("rons|ra"),
    future_action=pattern_of(
        r"\b(?!cetera\b)(?<!\bne\s)(?:\w+(?:era|eront|erons)|construira|construiront|mettra|mettront)\b"
    ),
    counts_words=True,
)

_ARABIC_COLOURS = "الأحمر|الأخضر|الأزرق|الأصفر|البرتقالي|البنفسجي|الرمادي"

#: No sentence lengths, readability index or abbreviations: Arabic writes “and”, “to” and “the” as parts of words, so
#: its counts differ from English ones, and it has no capitals.
ARABIC = Words(
    empty_links=set_of(
        """
        هنا|من هنا|اضغط|اضغط هنا|اضغطوا هنا|انقر|انقر هنا|انقروا هنا|اقرأ|اقرأ المزيد|اقرؤوا المزيد|قراءة المزيد|المزيد
        للمزيد|لمعرفة المزيد|اعرف المزيد|مزيد من المعلومات|المزيد من المعلومات|معلومات إضافية|معلومات|التفاصيل
        المزيد من التفاصيل|هذا الرابط|الرابط|الرابط التالي|رابط|هذه الصفحة|الصفحة|صفحة|هذا الموقع|الموقع|موقع
        هذا المستند|تحميل|تنزيل|متابعة|ابدأ|التالي|السابق|عودة|رجوع|فتح|عرض|عرض المزيد|شاهد|استمع|المصدر
        """
    ),
    empty_link_start=pattern_of(r"(?:اضغطوا?|انقروا?)\s(?:هنا|على\sهذا\sالرابط)(?!\w)"),
    picture_of=pattern_of(r"صورة\s(?:فوتوغرافية\s)?(?:تظهر\s|تُظهر\s|تبين\s|تبيّن\s|توضح\s|من\s|ل(?=\w))"),
    vague_headings=set_of(
        "مقدمة|المقدمة|نظرة عامة|خلفية|الخلفية|ملخص|الملخص|خلاصة|الخلاصة|خاتمة|الخاتمة|أخرى|عام|معلومات|المزيد|ملاحظات"
        "|تفاصيل|التفاصيل"
    ),
    sensory=pattern_of(
        rf"""\b(?:
        (?:المربع|الزر|الصندوق|الخط|السهم|النص|الرابط|الإطار)\s(?:{_ARABIC_COLOURS})(?!\s(?:المسمى|بعنوان))
        | باللون\s(?:{_ARABIC_COLOURS})
        | (?:على|في|إلى)\s(?:يمين|يسار)\s(?:الصفحة|الشاشة)
        | (?:القائمة|اللوحة)\s(?:اليمنى|اليسرى) | العمود\s(?:الأيمن|الأيسر)
        )(?!\w)"""
    ),
    sensory_cues=set_of(f"{_ARABIC_COLOURS}|يمين|يسار|اليمنى|اليسرى|الأيمن|الأيسر"),
    relative_date=pattern_of(
        r"""\b(?:
        غدًا | غداً | غدا | أمس
        | (?:الأسبوع|الشهر|العام|الصيف|الخريف|الشتاء|الربيع|يوم\s\w+)\s(?:القادم|المقبل|الماضي)
        | (?:السنة)\s(?:القادمة|المقبلة|الماضية)
        )(?!\w)"""
    ),
    relative_cues=set_of("غدًا|غداً|غدا|أمس|القادم|المقبل|الماضي"),
    charts=pattern_of(r"(?<!\w)(?:ال)?(?:رسم\sبياني|رسوم\sبيانية|مخطط|خريطة|خرائط|إنفوغرافيك)(?!\w)"),
    numbered=pattern_of(r"(?<!\w)(?:ال)?(?:خطوة|مرحلة|جزء|شكل|صفحة|فصل|قسم|مستوى|رقم)\s\d+"),
    text_version=pattern_of(r"(?<!\w)(?:ال)?(?:بيانات|أرقام|جدول|وصف|نسخة\sنصية)(?!\w)"),
    promise=pattern_of(
        r"(?:سوف\s(?!لن|لا)\w+|سنقوم\s|سنعمل\sعلى|سنبني|سنزرع|سنصلح|سننشئ|سنوفر|سنضيف|ستقوم\sالبلدية|سيقوم\sالمجلس)"
    ),
    promise_cues=set_of("سوف|سن|ستقوم|سيقوم"),
    future_action=pattern_of(r"(?<!\w)(?:سوف\s(?!لن|لا)|سيتم|سنقوم|ستقوم|سيقوم|سيكون|ستكون|سنزرع|سنصلح|سننشئ)"),
    film_text=pattern_of(
        r"(?<!\w)(?:نص\sمكتوب|تفريغ\sنصي|ترجمة\sنصية|شروح\sنصية|وصف\sصوتي|لغة\sالإشارة|بلا\sصوت|صامت)(?!\w)"
    ),
)

#: By language without region; the rules about wording skip a language without an entry.
WORDS: dict[str, Words] = {"en": ENGLISH, "cy": WELSH, "fr": FRENCH, "ar": ARABIC}
