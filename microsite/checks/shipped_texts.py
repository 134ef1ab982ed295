"""Digests of what the first site and the starter say. `scripts/shipped_texts` writes this file."""

from __future__ import annotations

#: The organisation of the first site.
FIRST_ORGANISATION = "10605fa59ad09413"
#: So many of its partners are on no other site by chance.
ENOUGH_PARTNERS = 5
#: Its pictures and documents, by their sizes.
FIRST_FILES = {
    479: "f2f68f173d3bc34a",
}
#: Sentences of its chapters, facts and lists.
FIRST_SENTENCES = frozenset(
    {
        "06d53868e7fb371f",
        "08067ba0b5729949",
        "08485ac4f3f1b845",
        "099f939548238116",
        "18deef1b02196198",
        "26a76c60e8b8a2fb",
        "26c87d6eb797c441",
        "31e797acd057a488",
        "5ffde0866e29eeec",
        "60ab22fc31364838",
        "6129dfb665e55f08",
        "6fb481804bca7790",
        "7fb3e12040363491",
        "840bbe7d6c83a26f",
        "89b073b785d3df4a",
        "8c334e3d41cdfa6a",
        "915de8898808c0d9",
        "9735f5d79389d42d",
        "a59328df83b7ec5d",
        "a9bee0d10ebfeedb",
        "aa06d8e679b85684",
        "b141270ba98748f9",
        "bb3d2557b21e55b6",
        "cf28f2e9e9cedc1f",
        "d3028c621948f762",
        "dd0ed8381c07b5d8",
        "e651ba7fa154123d",
        "ede87ef6cf6f4b08",
        "f0510fd2a34afdfc",
        "fb139554520c978d",
    }
)
#: Its partners: their names, and their entries.
FIRST_PARTNERS = frozenset(
    {
        "1cc01bde5ee7891f",
        "227fe573d832f061",
        "58f8192e2e5551cc",
        "5d8d5ba1925396d4",
        "6d994a7feb904914",
        "730276b51ad96afd",
        "73dedf4de5fc09d1",
        "75ad2ac911631961",
        "7a9a520dab6fbb80",
        "8a6eb71c28847dbd",
        "9dd497690ba50ca6",
        "da9052f0b50b2a05",
        "f417611a1ccb3cae",
        "ff9c8306d1778bff",
    }
)
#: Its priorities.
FIRST_PRIORITIES = frozenset(
    {
        "2ac5eb5c1628b406",
        "a07833a79d5e6114",
        "e3f48151d29cf90e",
    }
)
#: Sentences of the starter's examples.
STARTER_SENTENCES = frozenset(
    {
        "06df956a1df639ac",
        "082011ea2f8fe1cb",
        "0f6bd333d9bfe401",
        "1d1e8d6ccaa6f984",
        "32670cb572734cba",
        "41ab344960eefabb",
        "4c48ac067c5fc94e",
        "5895fc2b36fad924",
        "59b03c02ba99df7a",
        "661c5df9e262f615",
        "72db9573d10b6e23",
        "77c3cd14d57a94dd",
        "7ecb19a0fe53411c",
        "8366cdff1da27afb",
        "8476514359da37b0",
        "8f7159dd2ce206f7",
        "9073829927a5a3ef",
        "90af4b7d798b2385",
        "933fcda670a2f372",
        "978c29c852b66292",
        "97dcda8f23d8377a",
        "a3af242c7a46768c",
        "a57e53b2f61636f1",
        "aa045811ad5b2cb6",
        "aa4b317242a583a8",
        "b5aec9b60281a196",
        "b9824e9b2bb217d5",
        "c2156706a99a5f88",
        "c590114c4f6455a5",
        "c9c78d163681323a",
        "d26d1ae1404301aa",
        "eb34dff253c9e8c0",
        "f0fbfa59273b6940",
        "f309c937cfa650c6",
        "f660d560bf7cfdce",
        "f74bf04ef868e43d",
    }
)
