"""Who is named in news sentences from all regions of the world, and whom each phrase stands for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transforms.reading.actor import ActorFinder, Mention
from transforms.reading.parse import Parser, Sentence
from transforms.reading.sentence import sentences
from warehouse.reference import load_reference

Read = Callable[[str], tuple[list[Sentence], list[Mention]]]


@pytest.fixture(scope="module")
def finder() -> ActorFinder:
    return ActorFinder(load_reference())


@pytest.fixture(scope="module")
def read(finder: ActorFinder) -> Read:
    parser = Parser()

    def read_text(text: str) -> tuple[list[Sentence], list[Mention]]:
        parsed = parser.parse(text, sentences(text, [(0, len(text))]))
        return parsed, finder.mentions(text, parsed)

    return read_text


def named(mentions: list[Mention], words: str) -> set[str]:
    """The names that some words of the text stand for."""
    return {mention.name for mention in mentions if mention.text == words}


KNOWN = [
    # Africa
    ("Kenyan President William Ruto flew to Kampala.", "William Ruto", "William Ruto", "KEN"),
    ("Ethiopia's Abiy Ahmed called for calm.", "Abiy Ahmed", "Abiy Ahmed", "ETH"),
    ("The ECOWAS summit suspended Guinea.", "Guinea", "Guinea", "GIN"),
    ("Al-Shabaab attacked a base in Kismayo.", "Al-Shabaab", "Al-Shabaab", "SOM"),
    ("Officials in Cote d'Ivoire denied it.", "Cote d'Ivoire", "Côte d’Ivoire", "CIV"),
    ("Nigerien troops crossed the border.", "Nigerien", "Niger", "NER"),
    ("Kinshasa recalled its envoy.", "Kinshasa", "Congo - Kinshasa", "COD"),
    # Latin America and the Caribbean
    ("Lula met union leaders.", "Lula", "Luiz Inácio Lula da Silva", "BRA"),
    (
        "Andres Manuel Lopez Obrador rejected the offer.",
        "Andres Manuel Lopez Obrador",
        "Andrés Manuel López Obrador",
        "MEX",
    ),
    ("The FARC released two soldiers.", "FARC", "FARC", "COL"),
    ("Salvadoran police raided the bank.", "Salvadoran", "El Salvador", "SLV"),
    ("Mia Mottley urged creditors to wait.", "Mia Mottley", "Mia Mottley", "BRB"),
    # North America
    ("The White House declined to comment.", "White House", "United States", "USA"),
    ("Foggy Bottom summoned the envoy.", "Foggy Bottom", "United States", "USA"),
    ("Ottawa expelled two diplomats.", "Ottawa", "Canada", "CAN"),
    # Middle East and North Africa
    ("The UAE and Qatar restored ties.", "UAE", "United Arab Emirates", "ARE"),
    ("MBS travelled to Cairo.", "MBS", "Mohammed bin Salman", "SAU"),
    ("Hizbollah fired rockets.", "Hizbollah", "Hezbollah", "LBN"),
    ("Muammar al-Gaddafi addressed the crowd.", "Muammar al-Gaddafi", "Muammar Gaddafi", "LBY"),
    ("Daesh claimed the bombing.", "Daesh", "Islamic State", None),
    # Europe
    ("Downing Street welcomed the vote.", "Downing Street", "United Kingdom", "GBR"),
    ("The Elysée confirmed the visit.", "Elysée", "France", "FRA"),
    ("Aleksandar Vucic and Albin Kurti met in Brussels.", "Aleksandar Vucic", "Aleksandar Vučić", "SRB"),
    ("The Holy See offered to mediate.", "Holy See", "Vatican City", "VAT"),
    ("Kiev rejected the proposal.", "Kiev", "Ukraine", "UKR"),
    # Asia
    ("Kim Jong-Un visited the plant.", "Kim Jong-Un", "Kim Jong Un", "PRK"),
    ("The DPRK fired a missile.", "DPRK", "North Korea", "PRK"),
    ("Burma freed 200 prisoners.", "Burma", "Myanmar (Burma)", "MMR"),
    ("The PLA held drills.", "PLA", "People's Liberation Army", "CHN"),
    ("Volodymyr Zelenskyy landed in Tokyo.", "Volodymyr Zelenskyy", "Volodymyr Zelensky", "UKR"),
    ("Kazakh lawmakers ratified the treaty.", "Kazakh", "Kazakhstan", "KAZ"),
    ("Jokowi hosted the summit.", "Jokowi", "Joko Widodo", "IDN"),
    # Pacific
    ("Port Moresby signed the pact.", "Port Moresby", "Papua New Guinea", "PNG"),
    ("Sitiveni Rabuka spoke first.", "Sitiveni Rabuka", "Sitiveni Rabuka", "FJI"),
    ("Ni-Vanuatu officials asked for aid.", "Ni-Vanuatu", "Vanuatu", "VUT"),
]


@pytest.mark.parametrize(("text", "words", "name", "country"), KNOWN)
def test_a_known_name_is_found_without_a_parse(
    finder: ActorFinder, text: str, words: str, name: str, country: str | None
) -> None:
    found = finder.known(text, [(0, len(text))])
    assert (words, name, country) in {(mention.text, mention.name, mention.country) for mention in found}
    assert all(text[mention.start : mention.end] == mention.text for mention in found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kim Jong Un spoke for an hour.", "Un"),
        ("He told us that it was over.", "us"),
        ("The Romanian team trained in Oman's capital.", "Roman"),
        ("Michael Jordan bought a team.", "Jordan"),
        ("Chad Smith played the drums.", "Chad"),
        ("Jeb Bush conceded.", "Bush"),
        ("WHO IS TO BLAME FOR THE CRISIS", "WHO"),
        ("WHO IS TO BLAME FOR THE CRISIS", "IS"),
        ("Male voters stayed at home.", "Male"),
        ("It cost US$40 million.", "US"),
        ("They signed the Paris Agreement.", "Paris"),
        ("Turkeys were sold out.", "Turkey"),
    ],
)
def test_words_that_only_look_like_a_known_name_are_none(finder: ActorFinder, text: str, words: str) -> None:
    assert words not in {mention.text for mention in finder.known(text, [(0, len(text))])}


def test_known_names_outside_the_spans_are_not_found(finder: ActorFinder) -> None:
    text = "Related: Peru closes border\nChile reopened its embassy."
    assert [mention.name for mention in finder.known(text, [(28, len(text))])] == ["Chile"]


STANDS_FOR = [
    # Roles with a country
    ("The Thai government extended the curfew.", "Thai government", {"Thailand"}),
    ("Nepali police arrested a journalist.", "Nepali police", {"Police of Nepal"}),
    ("Sri Lanka's navy seized two boats.", "Sri Lanka's navy", {"Navy of Sri Lanka"}),
    ("Ghana's supreme court upheld the result.", "Ghana's supreme court", {"Supreme court of Ghana"}),
    ("Eritrean soldiers entered Tigray.", "Eritrean soldiers", {"Military of Eritrea"}),
    ("Kazakh and Uzbek officials met in Samarkand.", "Kazakh and Uzbek officials", {"Kazakhstan", "Uzbekistan"}),
    ("The leaders of Peru, Chile and Mali signed it.", "leaders of Peru, Chile and Mali", {"Peru", "Chile", "Mali"}),
    ("Jamaica expelled the Haitian ambassador.", "Haitian ambassador", {"Haiti"}),
    ("Brazil's foreign ministry protested.", "Brazil's foreign ministry", {"Foreign ministry of Brazil"}),
    ("Police in Harare fired tear gas.", "Police in Harare", {"Police of Zimbabwe"}),
    ("Haitian gang leaders refused.", "Haitian gang leaders", {"Gang leaders of Haiti"}),
    ("The Ministry of Foreign Affairs of Norway protested.", "Ministry of Foreign Affairs of Norway",
     {"Ministry of foreign affairs of Norway"}),
    ("The attorney general of Chad resigned.", "attorney general of Chad", {"Chad"}),
    # Roles with an organization
    ("Some 40 Boko Haram fighters surrendered.", "Boko Haram fighters", {"Boko Haram"}),
    ("Members of the Taliban stormed the compound.", "Members of the Taliban", {"Taliban"}),
    ("EU negotiators left Belgrade.", "EU negotiators", {"European Union"}),
    # Roles before a country's name
    ("Russia thanked its ally Belarus.", "Belarus", {"Belarus"}),
    # Roles with nobody
    ("Protesters blocked the highway.", "Protesters", {"protesters"}),
    ("Around 200 opposition activists marched.", "opposition activists", {"opposition activists"}),
    # Unknown names
    ("Swedish Foreign Minister Ann Linde resigned.", "Ann Linde", {"Ann Linde"}),
    ("The Danish Refugee Council closed its office.", "Danish Refugee Council", {"Danish Refugee Council"}),
    ("Ali Ndume, a Nigerian senator, criticised the deal.", "Ali Ndume", {"Ali Ndume"}),
    ("Zambia's United Party for National Development won.", "United Party for National Development",
     {"United Party for National Development"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "names"), STANDS_FOR)
def test_a_phrase_stands_for_its_actor(read: Read, text: str, words: str, names: set[str]) -> None:
    _, mentions = read(text)
    assert named(mentions, words) == names


PERSONS = [
    # (text, name, country, title, how the whole phrase begins)
    ("The North Korean leader Kim Jong Un left.", "Kim Jong Un", "PRK", "leader", "The North Korean leader"),
    ("Swedish Foreign Minister Ann Linde resigned.", "Ann Linde", "SWE", "Foreign Minister", "Swedish Foreign"),
    ("Chad expelled the German ambassador, Gordon Kricke.", "Gordon Kricke", "DEU", "ambassador", "the German"),
    ("Ali Ndume, a Nigerian senator, spoke.", "Ali Ndume", "NGA", "senator", "Ali Ndume, a Nigerian senator"),
    ("Former Bolivian president Evo Morales fled.", "Evo Morales", "BOL", "president", "Former Bolivian"),
    ("Fijian Prime Minister Sitiveni Rabuka agreed.", "Sitiveni Rabuka", "FJI", "Prime Minister", "Fijian Prime"),
    ("The Minister of Defence of Latvia, Mr Andris Ozols, spoke.", "Andris Ozols", "LVA", "Mr", "The Minister"),
    ("Somali minister Abdullahi Sheikh Ismail spoke.", "Abdullahi Sheikh Ismail", "SOM", "minister", "Somali"),
]


@pytest.mark.parametrize(("text", "name", "country", "title", "phrase"), PERSONS)
def test_a_person_has_title_country_and_the_whole_phrase(
    read: Read, text: str, name: str, country: str, title: str, phrase: str
) -> None:
    _, mentions = read(text)
    person = next(mention for mention in mentions if mention.name == name)
    assert (person.kind, person.country, person.title) == ("person", country, title)
    assert text[person.phrase_start : person.phrase_end].startswith(phrase)


LATER = [
    # (text, words, the name they stand for)
    ("Kim Jong Un met Xi Jinping. Kim then flew home.", "Kim", "Kim Jong Un"),
    ("Kim's grandfather, Kim Il Sung, founded the state. Kim Jong Un praised him.", "Kim", "Kim Jong Un"),
    ("Finnish envoy Martti Koskela spoke. Koskela left for Oslo.", "Koskela", "Martti Koskela"),
    ("Ambassador Han Sung Ho met officials. Han smiled.", "Han", "Han Sung Ho"),
    ("Claudia Sheinbaum called Mark Carney. She thanked Canada.", "She", "Claudia Sheinbaum"),
    ("India summoned the envoy. It also closed a consulate.", "It", "India"),
    ("Cuba thanked Vietnam. The Caribbean island nation needs rice.", "Caribbean island nation", "Cuba"),
    ("Australia helped Vanuatu. The Pacific nation was hit by a storm.", "Pacific nation", "Vanuatu"),
    ("Cuban President Miguel Diaz-Canel spoke. The Cuban president thanked Hanoi.", "Cuban president",
     "Miguel Díaz-Canel"),
    ("North Korea fired a missile. The North said it was a test.", "North", "North Korea"),
    ("Narendra Modi met Shehbaz Sharif. The Pakistani leader smiled.", "Pakistani leader", "Shehbaz Sharif"),
    ("Bolivia thanked Chile. Peru then praised its neighbour.", "neighbour", "Chile"),
    ("Uruguay's army chief resigned. The government thanked him.", "government", "Uruguay"),
    ("Egypt and Sudan signed the deal. Their ministers met in Cairo.", "Their", "Egypt"),
    # An office said for short
    ("Peruvian Trade Minister Ana Salas left Lima. The minister will meet Chile.", "minister", "Ana Salas"),
    ("US special envoy Tom Perriello met Sudan's army chief. The envoy urged Sudan to talk.", "envoy", "Tom Perriello"),
    ("French ambassador Marie Blanc left Niamey. The diplomat accused Niger.", "diplomat", "Marie Blanc"),
    ("Secretary of State Marco Rubio met Mexicans. The secretary praised them.", "secretary", "Marco Rubio"),
    ("Foreign Minister Ann Moto met Foreign Minister Zoe Lund. The minister left.", "minister", "Ann Moto"),
    # Whose it is was told before
    ("A Vietnamese delegation visited Laos. The delegation thanked Laos.", "delegation", "Vietnam"),
    ("The Uzbek foreign ministry summoned the envoy. The ministry protested.", "ministry",
     "Foreign ministry of Uzbekistan"),
    ("Kenyan officials met Ugandan officials. The officials shook hands.", "officials", "Uganda"),
    # A body said by what it is
    ("The European Union condemned Belarus. The bloc urged calm.", "bloc", "European Union"),
    ("ECOWAS condemned Niger. The bloc threatened Niger's military rulers with force.", "bloc", "ECOWAS"),
    ("The European Union condemned Niger. The bloc threatened Niger.", "bloc", "European Union"),
    ("NATO sent troops to Kosovo. The alliance warned Serbia.", "alliance", "NATO"),
    ("Amnesty International accused Eritrea. The organisation urged Asmara to act.", "organisation",
     "Amnesty International"),
    ("Hamas freed four hostages. Israel accused the group of delay.", "group", "Hamas"),
    ("Mali and Chad fell out. The two armies no longer talk.", "armies", "Mali"),
    ("Peru met Chile. The two ministries will meet again.", "ministries", "Chile"),
    ("Nana Akufo-Addo met Faure Gnassingbé as a mediator. The two presidents smiled.", "presidents",
     "Faure Gnassingbé"),
    ("Mexico cut ties with Ecuador. It accused the South American country of lying.", "South American country",
     "Ecuador"),
    ("Peru asked Japan for help. Japan will lend money to the Latin American country.", "Latin American country",
     "Peru"),
    ("Niger closed its border. Benin accused the country of breaking its word.", "country", "Niger"),
    ("Macron called Ruto on Friday. The two discussed Sudan.", "two", "Emmanuel Macron"),
    ("Chad and Niger quarrelled. The two will meet again in Lome.", "two", "Niger"),
    ("Mia Mottley met Irfaan Ali. The two agreed to trade.", "two", "Mia Mottley"),
    ("Foreign Minister Ann Moto met Foreign Minister Zoe Lund. The ministers left.", "ministers", "Zoe Lund"),
    ("French President Emmanuel Macron met Kenyan President William Ruto. The leaders discussed Sudan.", "leaders",
     "Emmanuel Macron"),
    ("Foreign Minister Ann Moto met her Libyan counterpart, Zoe Lund. The ministers left.", "ministers", "Zoe Lund"),
    ("General Ann Moto met General Zoe Lund. The two generals left.", "generals", "Ann Moto"),
    # People called by the given name
    ("Lao Foreign Minister Thongsavan Phomvihane left. Thongsavan thanked China.", "Thongsavan",
     "Thongsavan Phomvihane"),
    ("Ethiopia's Foreign Minister Gedion Timothewos left. Gedion thanked him.", "Gedion", "Gedion Timothewos"),
    ("Indonesian Defence Minister Sjafrie Lund left. Sjafrie thanked him.", "Sjafrie", "Sjafrie Lund"),
    ("The European Union condemned Belarus. The regional bloc urged calm.", "regional bloc", "European Union"),
    ("Hezbollah fired rockets. Israel accused the Lebanese militant group of lying.", "Lebanese militant group",
     "Hezbollah"),
    ("Hamas freed hostages. The Palestinian group thanked Qatar.", "Palestinian group", "Hamas"),
    ("ASEAN met in Jakarta. The regional body urged calm.", "regional body", "ASEAN"),
    # Who does something to a country is another one
    ("Malawi asked Zambia for maize. Zambia promised to help the southern African country.",
     "southern African country", "Malawi"),
    ("Fiji hosted the talks. New Zealand pledged to support the Pacific nation.", "Pacific nation", "Fiji"),
    ("China helped Laos. China has deepened its links with the Asian country.", "Asian country", "Laos"),
    ("Lao Prime Minister Sonexay Siphandone met Thai Prime Minister Anutin Charnvirakul. The two premiers smiled.",
     "premiers", "Sonexay Siphandone"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "name"), LATER)
def test_short_forms_pronouns_and_periphrases_go_back_to_what_was_named(
    read: Read, text: str, words: str, name: str
) -> None:
    _, mentions = read(text)
    assert name in named(mentions, words)


@pytest.mark.parametrize(
    ("text", "acronym", "name"),
    [
        ("Sudan's Rapid Support Forces (RSF) took Nyala. The RSF denied looting.", "RSF", "Rapid Support Forces"),
        ("The Tembo Teachers Union (TTU) went on strike. TTU wants talks.", "TTU", "Tembo Teachers Union"),
        (
            "Puerto Rico's Popular Democratic Party (PDP) won. The PDP thanked voters.",
            "PDP",
            "Popular Democratic Party",
        ),
        ("Nigeria voted on Saturday. The PDP conceded.", "PDP", "People's Democratic Party"),
        ("Sudan's army fought the Rapid Support Forces. The RSF denied looting.", "RSF", "Rapid Support Forces"),
        (
            "The RSF listed jailed journalists. Reporters Without Borders is in Paris.",
            "RSF",
            "Reporters Without Borders",
        ),
        ("The Tembo Workers Union walked out. TWU wants talks.", "TWU", "Tembo Workers Union"),
    ],
)
def test_an_acronym_means_what_the_article_binds_it_to(read: Read, text: str, acronym: str, name: str) -> None:
    _, mentions = read(text)
    assert named(mentions, acronym) == {name}


def test_bodies_of_one_name_are_told_apart_by_country(read: Read) -> None:
    for text, country in (
        ("Norway's Labour Party lost the vote.", "NOR"),
        ("Britain's Labour Party lost the vote.", "GBR"),
        ("Labour Party leader Keir Starmer resigned.", "GBR"),
    ):
        _, mentions = read(text)
        assert {mention.country for mention in mentions if mention.text == "Labour Party"} == {country}


def test_a_body_named_with_its_country_is_meant_by_its_name_without(read: Read) -> None:
    text = "Xi met To Lam of the Communist Party of Vietnam. Flowers were sent to the new Communist Party leader."
    _, mentions = read(text)
    assert named(mentions, "new Communist Party leader") == {"To Lam"}


@pytest.mark.parametrize(
    ("title", "name"),
    [("Somali President", "Hassan Sheikh Mohamud"), ("Kenyan President", "Mohamud"), ("Somali singer", "Mohamud")],
)
def test_an_office_of_a_country_tells_which_bearer_of_a_family_name_is_meant(read: Read, title: str, name: str) -> None:
    _, mentions = read(f"{title} Mohamud met the emir.")
    assert named(mentions, "Mohamud") == {name}


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Defence Minister Aden Duale left Oslo.", "Aden Duale", "Aden Duale"),
        ("Ambassador Victoria Lund left Oslo.", "Victoria Lund", "Victoria Lund"),
        ("President Sofia Moto left Oslo.", "Sofia Moto", "Sofia Moto"),
        ("The foreign minister in Aden Duale met left.", "Aden", "Aden"),
        ("He saw Lagos. Kenya agreed.", "Kenya", "Kenya"),
        ("He flew to Delhi. India promised help.", "India", "India"),
        ("Police went to Haiti. Chad promised to help.", "Chad", "Chad"),
    ],
)
def test_a_place_is_no_part_of_a_name_across_sentences_but_behind_a_title(
    read: Read, text: str, words: str, name: str
) -> None:
    _, mentions = read(text)
    found = [mention for mention in mentions if mention.text == words]
    assert {mention.name for mention in found} == {name}
    assert all((mention.country is None) == (" " in name) for mention in found)


def test_a_pronoun_goes_back_to_the_subject_also_in_apposition(read: Read) -> None:
    _, mentions = read("Chad's minister, Ann Moto, met Zoe Lund. She left.")
    assert named(mentions, "She") == {"Ann Moto"}


def test_a_family_name_goes_back_to_who_was_named_though_the_full_name_follows(read: Read) -> None:
    text = (
        "Kim Jong Un wrote to Havana. The envoy relayed Kim’s words: “Kim Jong Un is grateful.” Kim Il Sung was there."
    )
    _, mentions = read(text)
    assert named(mentions, "Kim") == {"Kim Jong Un"}
    _, mentions = read("Kim Jong Un wrote to Havana. Kim’s grandfather, Kim Il Sung, was there.")
    assert named(mentions, "Kim") == {"Kim Jong Un"}


def test_the_two_countries_are_the_last_two_named(read: Read) -> None:
    _, mentions = read("Algeria recalled its envoy from Morocco. The two countries share a border.")
    assert named(mentions, "countries") == {"Algeria", "Morocco"}


def test_both_sides_are_the_two_that_were_named_together(read: Read) -> None:
    _, mentions = read("Colombia and the ELN held talks in Havana. Both sides wanted a ceasefire.")
    assert named(mentions, "sides") == {"Colombia", "National Liberation Army"}


def test_the_cuban_president_is_cuba_when_nobody_says_who_that_is(read: Read) -> None:
    _, mentions = read("The Cuban president thanked Hanoi.")
    mention = next(mention for mention in mentions if mention.text == "Cuban president")
    assert (mention.name, mention.kind, mention.country, mention.title) == ("Cuba", "country", "CUB", "president")


def test_an_ambassador_without_a_country_is_of_the_other_of_two_countries(read: Read) -> None:
    _, mentions = read(
        "Laos and Angola celebrated their ties. Angola sent a message to Laos. "
        "Ambassador Joao Kiala met officials in Vientiane."
    )
    assert {mention.country for mention in mentions if mention.name == "Joao Kiala"} == {"AGO"}


def test_it_that_only_opens_a_sentence_stands_for_nobody(read: Read) -> None:
    _, mentions = read("Bolivia closed the border. It is rare for a country to do so.")
    assert "It" not in {mention.text for mention in mentions}


ARGUMENTS = [
    # (text, the argument's head word, actors, whether nested actors count)
    ("Norway, Ireland and Spain recognised Palestine.", "Norway", ["Norway", "Ireland", "Spain"], False),
    ("The ties between Algeria and Morocco worsened.", "ties", ["Algeria", "Morocco"], True),
    ("Russia's state media praised the deal.", "media", ["State media of Russia"], False),
    ("Thousands of protesters marched.", "Thousands", ["protesters"], False),
    ("The court heard Mubarak's appeal.", "appeal", ["Hosni Mubarak"], True),
    ("The coup in Niger was condemned.", "coup", ["Niger"], True),
    ("They visited Castro, who had invited them.", "who", ["Fidel Castro"], False),
    ("The committee debated rice prices.", "prices", [], True),
]


@pytest.mark.parametrize(("text", "word", "names", "nested"), ARGUMENTS)
def test_an_argument_stands_for_its_actors(
    finder: ActorFinder, read: Read, text: str, word: str, names: list[str], nested: bool
) -> None:
    (sentence,), mentions = read(text)
    index = next(token.index for token in sentence.tokens if token.text == word)
    assert [mention.name for mention in finder.actors_of(sentence, index, mentions, nested=nested)] == names


def test_offsets_count_characters_of_the_text(read: Read) -> None:
    text = "  “Niñera”: Perú’s Congress met Côte d’Ivoire’s envoy.\n\nHe left."
    _, mentions = read(text)
    assert mentions
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text
        assert mention.phrase_start <= mention.start < mention.end <= mention.phrase_end
        assert mention.phrase_start <= mention.head_start < mention.phrase_end


def test_a_text_without_sentences_has_no_mentions(finder: ActorFinder) -> None:
    assert finder.mentions("", []) == []
    assert finder.known("", []) == []


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("U.S. Treasury", "United States Department of the Treasury"),
        ("US State Department", "United States Department of State"),
    ],
)
def test_a_body_that_says_its_country_is_no_other_country_s_namesake(read: Read, body: str, name: str) -> None:
    _, mentions = read(f"The {body} warned Iraq, and the Treasury Department of Iraq agreed.")
    assert named(mentions, body) == {name}
    assert not named(mentions, "Treasury Department") & {"United States Department of the Treasury"}
