"""What languages call themselves, from Unicode's Common Locale Data Repository (CLDR)."""

from __future__ import annotations

from functools import cache

#: The tag and name of each, separated by a space; names begin with a capital if their script has capitals.
_NAMES = """\
aa Qafar
ab Аԥсшәа
ady Адыгабзэ
af Afrikaans
agq Aghem
ak Akan
am አማርኛ
an Aragonés
ann Obolo
apc العامية
ar العربية
arn Mapudungun
as অসমীয়া
asa Kipare
ast Asturianu
az Azərbaycan
ba Башҡорт
bal بلۆچی
bas Ɓàsàa
be Беларуская
bem Ichibemba
bew Betawi
bez Hibena
bg Български
bgc हरियाणवी
bgn بلوچی (رخشانی)
bho भोजपुरी
blo Anii kagɩja
blt ꪼꪕꪒꪾ
bm Bamanakan
bn বাংলা
bo བོད་སྐད་
bqi لوری بختیاری
br Brezhoneg
brh براہوئی
brx बर’
bs Bosanski
bss Akoose
bua Буряад
byn ብሊን
ca Català
cad Caddo
cch Atsam
ccp 𑄌𑄋𑄴𑄟𑄳𑄦
ce Нохчийн
ceb Cebuano
cgg Rukiga
cho Chahta
chr ᏣᎳᎩ
cic Chikashshanompaʼ
ckb کوردیی ناوەندی
co Corsu
cop Ϯⲙⲉⲧⲣⲉⲙⲛ̀ⲭⲏⲙⲓ
cs Čeština
csw ᓀᐦᐃᓇᐍᐏᐣ
cu Церковнослове́нскїй
cv Чӑваш чӗлхи
cy Cymraeg
da Dansk
dav Kitaita
de Deutsch
dje Zarmaciine
doi डोगरी
dsb Dolnoserbšćina
dua Duálá
dv ދިވެހިބަސް
dyo Joola
dz རྫོང་ཁ
ebu Kĩembu
ee Eʋegbe
el Ελληνικά
en English
eo Esperanto
es Español
et Eesti
eu Euskara
ewo Ewondo
fa فارسی
ff Pulaar
fi Suomi
fil Filipino
fo Føroyskt
fr Français
frr Nordfriisk
fur Furlan
fy Frysk
ga Gaeilge
gaa Gã
gd Gàidhlig
gez ግዕዝኛ
gl Galego
gn Avañe’ẽ
gsw Schwiizertüütsch
gu ગુજરાતી
guz Ekegusii
gv Gaelg
ha Hausa
haw ʻŌlelo Hawaiʻi
he עברית
hi हिन्दी
hnj 𞄀𞄄𞄰𞄩𞄍𞄜𞄰
hr Hrvatski
hrx Hunsrückisch
hsb Hornjoserbšćina
ht Kreyòl Ayisyen
hu Magyar
hy Հայերեն
ia Interlingua
id Indonesia
ie Interlingue
ig Asụsụ Igbo
ii ꆈꌠꉙ
io Ido
is Íslenska
isv Medžuslovjansky
it Italiano
iu ᐃᓄᒃᑎᑐᑦ
ja 日本語
jbo La .lojban.
jgo Ndaꞌa
jmc Kimachame
jv Jawa
ka Ქართული
kaa Қарақалпақша
kab Taqbaylit
kaj Kaje
kam Kikamba
kbd Къэбэрдеибзэ
kcg Katab
kde Chimakonde
kea Kabuverdianu
kek Qʼeqchiʼ
ken Kɛnyaŋ
kgp Kanhgág
khq Koyra ciini
ki Gĩgĩkũyũ
kk Қазақ тілі
kkj Kakɔ
kl Kalaallisut
kln Kalenjin
km ខ្មែរ
kn ಕನ್ನಡ
ko 한국어
kok कोंकणी
kpe Kpɛlɛɛ
ks کٲشُر
ksb Kishambaa
ksf Rikpa
ksh Kölsch
ku Kurdî (kurmancî)
kw Kernewek
kxv Kuvi
ky Кыргызча
la Latina
lag Kɨlaangi
lb Lëtzebuergesch
lg Luganda
lij Ligure
lkt Lakȟólʼiyapi
lld Ladin
lmo Lombard
ln Lingála
lo ລາວ
lrc لۊری شومالی
lt Lietuvių
ltg Latgalīšu
lu Tshiluba
luo Dholuo
luy Luluhia
lv Latviešu
lzz Lazuri
mai मैथिली
mas Maa
mdf Мокшень кяль
mer Kĩmĩrũ
mfe Kreol morisien
mg Malagasy
mgh Makua
mgo Metaʼ
mi Māori
mic Lʼnuiʼsuti
mk Македонски
ml മലയാളം
mn Монгол
mni মৈতৈলোন্
moh Kanienʼkéha
mr मराठी
mrh Mara
ms Melayu
mt Malti
mua MUNDAŊ
mus Mvskoke
my မြန်မာ
myv Эрзянь кель
mzn مازرونی
naq Khoekhoegowab
nb Norsk bokmål
nd IsiNdebele
nds Neddersass’sch
ne नेपाली
nl Nederlands
nmg Kwasio
nn Norsk nynorsk
nnh Shwóŋò ngiembɔɔn
no Norsk
nqo ߒߞߏ
nr IsiNdebele
nso Sesotho sa Leboa
nus Thok Nath
nv Diné Bizaad
ny Nyanja
nyn Runyankore
oc Occitan
oka N̓səl̓xcin̓
om Oromoo
or ଓଡ଼ିଆ
os Ирон
osa 𐓏𐓘𐓻𐓘𐓻𐓟
pa ਪੰਜਾਬੀ
pa-Arab پنجابی
pap Papiamentu
pcm Naijíriá Píjin
pis Pijin
pl Polski
pms Piemontèis
prg Prūsiskan
ps پښتو
pt Português
qu Runasimi
quc Kʼicheʼ
raj राजस्थानी
rhg 𐴌𐴗𐴥𐴝𐴙𐴚𐴒𐴙𐴝
rif Tarifit
rm Rumantsch
rn Ikirundi
ro Română
rof Kihorombo
ru Русский
rw Ikinyarwanda
rwk Kiruwa
sa संस्कृत भाषा
sah Саха тыла
saq Kisampur
sat ᱥᱟᱱᱛᱟᱲᱤ
sbp Ishisangu
sc Sardu
scn Sicilianu
sd سنڌي
sdh کوردی خوارگ
se Davvisámegiella
seh Sena
ses Koyraboro senni
sg Sängö
shi ⵜⴰⵛⵍⵃⵉⵜ
shn တႆး
si සිංහල
sid Sidaamu Afo
sk Slovenčina
skr سرائیکی
sl Slovenščina
sma Åarjelsaemien gïele
smj Julevsámegiella
smn Anarâškielâ
sms Sääʹmǩiõll
sn ChiShona
so Soomaali
sq Shqip
sr Српски
ss SiSwati
ssy Saho
st Sesotho
su Basa Sunda
sv Svenska
sw Kiswahili
syr ܣܘܪܝܝܐ
szl Ślōnski
ta தமிழ்
te తెలుగు
teo Kiteso
tg Тоҷикӣ
th ไทย
ti ትግርኛ
tig ትግረ
tk Türkmen dili
tn Setswana
to Lea fakatonga
tok Toki pona
tpi Tok Pisin
tr Türkçe
trv Patas Taroko
trw توروالی
ts Xitsonga
tt Татар
twq Tasawaq senni
tyv Тыва
tzm Tamaziɣt n laṭlaṣ
ug ئۇيغۇرچە
uk Українська
ur اردو
uz O‘zbek
vai ꕙꔤ
ve Tshivenḓa
vec Veneto
vi Tiếng Việt
vmw Emakhuwa
vo Volapük
vun Kyivunjo
wa Walon
wae Walser
wal ወላይታቱ
wbp Warlpiri
wo Wolof
xh IsiXhosa
xnr कांगड़ी
xog Olusoga
yav Nuasue
yi ייִדיש
yo Èdè Yorùbá
yrl Nheẽgatu
yue 粵語
za Vahcuengh
zgh ⵜⴰⵎⴰⵣⵉⵖⵜ
zh 中文
zh-Hans 中文 (简体)
zh-Hant 中文 (繁體)
zu IsiZulu
"""


@cache
def _by_tag() -> dict[str, str]:
    return {tag: name for tag, _, name in (line.partition(" ") for line in _NAMES.splitlines())}


def name_of_language(tag: str) -> str:
    """Return what a language calls itself, such as Cymraeg for `cy`; the tag itself if that is not known."""
    parts = tag.split("-")
    tags = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((_by_tag()[each] for each in tags if each in _by_tag()), tag)
