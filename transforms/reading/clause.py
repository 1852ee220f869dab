"""Predicates and their arguments, read off a dependency parse: voice, control, negation, tense, modality."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from transforms.reading.dictionary import OBJECT_CONTROL, PERCEPTION
from transforms.reading.parse import Sentence, Token

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass"})
CLAUSE_COMPLEMENTS = frozenset({"xcomp", "ccomp"})
# Verbs of which "in" tells what both do: "joined Togo in sending troops".
ACTS_ALIKE = frozenset({"join", "follow", "back", "support", "succeed", "unite"})
RELATIVE_PRONOUNS = frozenset({"who", "which", "that", "whom", "whose", "where", "when"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor", "n’t", "without", "nobody", "none"})
FUTURE_AUXILIARIES = frozenset({"will", "'ll", "’ll", "shall", "wo"})
POSSIBLE_AUXILIARIES = frozenset({"may", "might", "could", "can", "ca"})
OBLIGED_AUXILIARIES = frozenset({"must", "should", "ought"})
TIMES = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
    | {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"}
    | {"december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"}
    | {"day", "week", "month", "year", "morning", "evening", "night", "afternoon", "hour", "weekend", "time", "moment"}
    | {"decade", "century", "summer", "winter", "spring", "fall", "autumn", "midnight", "noon", "today", "yesterday"}
)
# What is issued to say something: whoever issued it says what the participle behind it says.
UTTERANCES = frozenset(
    {"statement", "report", "resolution", "letter", "message", "speech", "declaration", "decree", "lawsuit", "tweet"}
    | {"communique", "post", "bill", "law", "motion", "note", "complaint", "suit", "ultimatum", "warning"}
)
# Relations of the words that say how a clause is meant.
FUNCTION_WORDS = frozenset({"advmod", "aux", "aux:pass", "cc", "cc:preconj", "cop", "det", "mark"})
# Nouns of what is only thought of: "the importance of strengthening ties".
THOUGHTS = frozenset(
    {"chance", "danger", "idea", "importance", "likelihood", "necessity", "need", "possibility", "prospect", "risk"}
    | {"significance", "urgency", "value", "wisdom"}
)
CONDITIONALS = frozenset({"if", "unless", "whether"})
PARTICLES = frozenset({"over", "up", "off", "out", "back", "down", "away", "aside"})
# First of two prepositions: the particle of the verb.
DOUBLE = frozenset({"out", "away", "back", "up", "down", "off", "over"})
# Adverbs that are part of a verb's meaning.
ADVERBS = frozenset(
    {"together", "aside", "out", "back", "down", "over", "off", "away", "home", "closer", "forward", "through", "apart"}
    | {"alongside", "dead", "free", "highly", "up", "jointly"}
)
PHRASAL_VERBS = frozenset(
    {"blow", "break", "brush", "call", "carry", "cast", "close", "cut", "drive", "fend", "fight", "give", "hand"}
    | {"hunt", "kick", "laugh", "lay", "lock", "play", "pull", "push", "put", "ratchet", "round", "rule", "send"}
    | {"set", "shoot", "shrug", "shut", "slap", "strike", "take", "tear", "throw", "turn", "wave", "wipe", "write"}
)
# Verbs after which "to" plus infinitive speaks of what is still to come.
FUTURE_GOVERNORS = frozenset(
    {"go", "plan", "expect", "schedule", "intend", "set", "due", "prepare", "slate", "hope", "aim", "want", "seek"}
)
# Verbs after which it speaks of what ought to be; "had to" tells what was done.
OBLIGING_GOVERNORS = frozenset({"need", "require", "suppose"})
# What is done to others' aims: "foiled a plot to kill" does not say who plotted.
MEETS_OTHERS_AIMS = frozenset(
    {"foil", "thwart", "prevent", "block", "stop", "reject", "refuse", "oppose", "resist", "condemn", "denounce"}
    | {"criticize", "criticise", "welcome", "back", "support", "endorse", "accept", "praise", "hail", "uncover", "help"}
)
# Verbs by which an act that a noun names comes about ("the visit will take place"), or is meant to ("is planned").
COMES_ABOUT = frozenset({"happen", "occur", "begin", "start", "resume", "proceed", "hold", "commence", "materialize"})
IS_MEANT_TO = frozenset({"schedule", "plan", "slate", "expect", "set", "arrange", "envisage", "due"})
# Words before a noun by which what it names is still to come, may come, or comes no more.
COMING = frozenset({"planned", "upcoming", "scheduled", "forthcoming", "expected", "future", "impending", "intended"})
POSSIBLE = frozenset({"possible", "proposed", "potential", "eventual", "hypothetical"})
CALLED_OFF = frozenset({"cancelled", "canceled", "scrapped", "aborted"})
# "must secure peace while deepening ties", "will win time by talking": as sure as what it goes with, no surer.
SIMULTANEOUS = frozenset({"while", "whilst", "by"})


@dataclass(slots=True)
class Clause:
    """A predicate with its logical arguments, each the index of the argument's head token.

    `subject` is who acts and `object` who is acted on, whatever the voice. `oblique` pairs a preposition with its noun.
    `steps` names the arcs that led to an argument which is not the predicate's own dependent.
    """

    sentence: Sentence
    head: int
    subject: int | None = None
    object: int | None = None
    indirect: int | None = None
    oblique: list[tuple[str, int]] = field(default_factory=list)
    complement: list[int] = field(default_factory=list)
    particle: frozenset[str] = frozenset()
    is_passive: bool = False
    is_negated: bool = False
    is_conditional: bool = False
    is_until: bool = False
    modality: str = ""
    tense: str = ""
    steps: list[str] = field(default_factory=list)
    # The verb's lemma where the tagger did not take it for a verb.
    verb: str = ""
    _object_words: set[str] | None = field(default=None, init=False, repr=False)

    @property
    def lemma(self) -> str:
        return self.verb or self.sentence.tokens[self.head].lemma

    @property
    def object_words(self) -> set[str]:
        """What kind of thing the object is: see `phrase_words`."""
        if self._object_words is None:
            self._object_words = set() if self.object is None else phrase_words(self.sentence, self.object)
        return self._object_words


class Clauses(dict[int, Clause]):
    """The clauses of a sentence by their heads (verbs, adjectives, copular nouns), each made when first asked for."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__()
        self.sentence = sentence

    def __missing__(self, head: int) -> Clause:
        clause = Clause(self.sentence, head)
        clause.is_passive = _is_passive(self.sentence, head)
        _collect_dependents(clause)
        if clause.subject is None:
            _inherit_subject(clause, self)
        else:
            _resolve_relative(clause)
        if clause.is_passive:
            _turn_active(clause)
        elif clause.object is None:
            _inherit_object(clause)
            _take_modified(clause)
            _take_gerund(clause, self)
        _collect_moods(clause, self)
        self[head] = clause
        return clause


def noun_clause(clauses: Clauses, noun: int) -> Clause:
    """Return the clause of an act that a noun names: certain, or as unsure as what the sentence says of it."""
    sentence = clauses.sentence
    tokens = sentence.tokens
    clause = Clause(sentence, noun)
    before = {tokens[child].text.lower() for child in sentence.children(noun) if tokens[child].dep == "amod"}
    if before & POSSIBLE:
        clause.modality = "possible"
    elif before & (COMING | CALLED_OFF):
        clause.modality, clause.tense, clause.is_negated = "future", "future", bool(before & CALLED_OFF)
    verb = tokens[noun].head
    if tokens[noun].dep in SUBJECTS and is_predicate(sentence, verb):
        above = clauses[verb]
        if _comes_about(above):
            clause.is_negated |= above.is_negated
            clause.is_conditional = above.is_conditional
            clause.modality = above.modality or clause.modality
        elif above.lemma in IS_MEANT_TO and (above.is_passive or above.lemma == "due"):
            clause.is_negated |= above.is_negated
            clause.modality = "future"
        if clause.modality:
            clause.tense = "future"
    return clause


def _comes_about(clause: Clause) -> bool:
    """Whether a verb says that its subject takes place."""
    if clause.lemma in COMES_ABOUT:
        return clause.lemma != "hold" or clause.is_passive
    tokens = clause.sentence.tokens
    is_taking_place = clause.lemma == "take" and clause.object is not None and tokens[clause.object].lemma == "place"
    return is_taking_place or (clause.lemma == "go" and tokens[min(clause.head + 1, len(tokens) - 1)].text == "ahead")


def preposition(sentence: Sentence, index: int) -> str:
    """Return the preposition that introduces the noun at `index` in lower case, or an empty string."""
    for child in sentence.children(index):
        if is_preposition(sentence, child):
            return sentence.tokens[child].text.lower()
    return ""


def is_preposition(sentence: Sentence, index: int) -> bool:
    """Whether the word introduces a noun; "to" before a name does, even where the parser expects a verb."""
    token = sentence.tokens[index]
    if token.dep == "case":
        return token.text.lower() not in {"'s", "’s", "'", "’"}
    return token.dep == "mark" and token.text.lower() == "to" and sentence.tokens[token.head].upos == "PROPN"


def modifiers(sentence: Sentence, noun: int) -> Iterator[tuple[str, int]]:
    """Yield (preposition, noun) of what modifies `noun`, nearest first, through chains of modifiers."""
    for child in sentence.children(noun):
        token = sentence.tokens[child]
        if token.dep.split(":")[0] in {"nmod", "obl"} and token.dep != "nmod:poss":
            word = preposition(sentence, child)
            if word:
                yield word, child
                yield from modifiers(sentence, child)
        elif token.dep in {"conj", "appos"} and token.upos in NOMINAL:
            yield from modifiers(sentence, child)


def following(sentence: Sentence, index: int) -> Iterator[tuple[str, int]]:
    """Yield (preposition, noun) of the phrases that stand right behind a word, whatever they hang on."""
    position = index + 1
    count = len(sentence.tokens)
    while position < count:
        token = sentence.tokens[position]
        if token.dep != "case" or token.head <= position or token.upos != "ADP":
            return
        yield token.text.lower(), token.head
        position = max(position, *(child for child in sentence.subtree_indices(token.head) if child <= token.head)) + 1
        while position < count and sentence.tokens[position].head in range(token.head, position):
            if sentence.tokens[position].dep == "case" or sentence.tokens[position].upos == "VERB":
                break
            position += 1


def is_time(sentence: Sentence, index: int) -> bool:
    """Whether the noun says when ("on Nov. 18", "in 1990")."""
    token = sentence.tokens[index]
    word = token.text.lower().rstrip(".")
    return word in TIMES or token.lemma in TIMES or (token.text.isdigit() and len(token.text) in {1, 2, 4})


def marks_of(sentence: Sentence, clause: int) -> set[str]:
    """Return the words that open the clause at an index and hang it on another: "to", "that", "while"."""
    tokens = sentence.tokens
    return {tokens[child].text.lower() for child in sentence.children(clause) if tokens[child].dep == "mark"}


def possessor(sentence: Sentence, noun: int) -> int | None:
    """Return the head of the possessive of `noun` ("Cuba's decision", "its decision")."""
    for child in sentence.children(noun):
        if sentence.tokens[child].dep == "nmod:poss":
            return child
    return None


def phrase_words(sentence: Sentence, noun: int) -> set[str]:
    """Return the lemmas that say what kind of thing a noun phrase is: head, modifiers, conjuncts, of-complements."""
    words = {sentence.tokens[noun].lemma.lower(), hyphenated(sentence, noun)}
    for child in sentence.children(noun):
        token = sentence.tokens[child]
        relation = token.dep.split(":")[0]
        is_modifier = relation in {"compound", "amod", "conj", "nummod", "nmod", "flat", "appos"}
        if not is_modifier or token.dep == "nmod:poss":
            continue
        if relation in {"nmod", "appos"} and preposition(sentence, child) not in {"of", ""}:
            continue
        if relation != "amod":
            words |= phrase_words(sentence, child)
        words.add(token.text.lower())
    return words


def hyphenated(sentence: Sentence, index: int) -> str:
    """Return the lemma of a word together with the parts before it that a hyphen joins to it ("cease-fire")."""
    joined, position = sentence.tokens[index].lemma.lower(), index
    tokens = sentence.tokens
    while position > 1 and tokens[position - 1].text == "-" and tokens[position - 2].end == tokens[position].start - 1:
        position -= 2
        joined = f"{tokens[position].text.lower()}-{joined}"
    return joined


def is_predicate(sentence: Sentence, index: int) -> bool:
    """Whether the token can head a clause."""
    token = sentence.tokens[index]
    if token.upos == "VERB":
        return True
    tokens = sentence.tokens
    for child in sentence.children(index):  # noqa: SIM110 - asked of most words, and twice as fast as any()
        if tokens[child].dep == "cop":
            return True
    return False


def _is_passive(sentence: Sentence, head: int) -> bool:
    token = sentence.tokens[head]
    relations = {sentence.tokens[child].dep for child in sentence.children(head)}
    if relations & {"aux:pass", "csubj:pass"}:
        return True
    if "nsubj:pass" in relations:
        # Without an auxiliary it is a plain past tense that the tagger took for a participle.
        return bool(relations & {"aux", "aux:pass"}) or "obl:agent" in relations
    if token.xpos in {"VBN", "VBD"} and "obl:agent" in relations and not relations & {"aux", "obj"}:
        # "Malaysia urged by Amnesty to free", in a headline.
        return True
    if token.xpos != "VBN" or relations & {"aux", "nsubj", "cop"}:
        return False
    if token.dep == "conj":
        return "obj" not in relations and _is_passive(sentence, token.head)
    # A bare participle is a shortened passive: "the envoy expelled by Cuba", "Backed by Russia, the army ...".
    return token.dep in {"acl", "amod", "advcl", "root", "parataxis", "acl:relcl"} and "obj" not in relations


def _collect_dependents(clause: Clause) -> None:
    sentence = clause.sentence
    particles = set()
    for child in sentence.children(clause.head):
        token = sentence.tokens[child]
        relation = token.dep
        if relation in SUBJECTS and (clause.subject is None or sentence.tokens[clause.subject].dep == "expl"):
            clause.subject = child
        elif relation == "obj" and clause.object is None:
            clause.object = child
        elif relation == "expl" and clause.subject is None and token.lemma.lower() == "it":
            clause.subject = child
        elif relation == "iobj":
            clause.indirect = child
        elif relation == "compound:prt":
            particles.add(token.text.lower())
        elif relation.startswith(("obl", "nmod")) and relation != "nmod:poss":
            word = preposition(sentence, child)
            if word in DOUBLE and (second := _second_preposition(sentence, child, word)):
                # "pulled out of the talks", "walked away from the table"
                particles.add(word)
                word = second
            if _is_particle(clause, child, word):
                particles.add(word)
                clause.object = child
            elif word:
                clause.oblique.append((word, child))
                clause.oblique.extend(modifiers(sentence, child))
        elif relation == "advmod" and token.lemma.lower() in ADVERBS:
            particles.add(token.lemma.lower())
        elif relation in CLAUSE_COMPLEMENTS and token.upos == "PROPN" and clause.object is None:
            clause.object = child
        elif token.upos == "PROPN" and (relation in CLAUSE_COMPLEMENTS or relation in {"advcl", "acl"}):
            # "sent tents to Fiji": parsers take a name behind "to" for an infinitive.
            clause.oblique.append((preposition(sentence, child), child))
        elif relation in CLAUSE_COMPLEMENTS or relation in {"advcl", "acl"}:
            clause.complement.append(child)
    clause.particle = frozenset(particles)


def _second_preposition(sentence: Sentence, noun: int, first: str) -> str:
    """Return the preposition behind another one before the same noun, or an empty string."""
    words = [
        sentence.tokens[child].text.lower() for child in sentence.children(noun) if is_preposition(sentence, child)
    ]
    return words[1] if len(words) > 1 and words[0] == first else ""


def _is_particle(clause: Clause, noun: int, word: str) -> bool:
    """Whether the preposition right behind a phrasal verb is its particle, the noun its object ("hand over arms")."""
    if clause.object is not None or clause.lemma not in PHRASAL_VERBS or word not in PARTICLES:
        return False
    return clause.head + 1 < noun and clause.sentence.tokens[clause.head + 1].text.lower() == word


def _inherit_subject(clause: Clause, clauses: Clauses) -> None:
    """Find the subject of a clause that has none of its own, by control, coordination or the noun it modifies."""
    sentence = clause.sentence
    token = sentence.tokens[clause.head]
    relation, head = token.dep, token.head
    if head == clause.head:
        return
    # "were at the front, guarding the sky": who was there guards it, not the front.
    is_beside = relation == "acl" and token.xpos == "VBG" and sentence.tokens[clause.head - 1].text == ","
    if is_beside and is_predicate(sentence, head) and (above := clauses[head]).subject is not None:
        clause.subject = above.subject
        clause.steps.append(f"acl of {sentence.tokens[head].text}: {sentence.tokens[above.subject].text}")
    elif relation.startswith("acl"):
        if sentence.tokens[head].upos in NOMINAL:
            is_saying = token.xpos == "VBG" and sentence.tokens[head].lemma in UTTERANCES
            if relation == "acl" and (token.xpos in {"VB", "VBP"} or is_saying):
                # "sent a message to congratulate", "issued a statement condemning": who sent, who issued.
                _controller_of_noun(clause, head, clauses)
            else:
                clause.subject = head
                clause.steps.append(f"{relation}: {sentence.tokens[head].text}")
    elif relation in {"conj", "xcomp", "advcl", "ccomp", "parataxis", "dep"} and is_predicate(sentence, head):
        if relation == "ccomp" and token.xpos not in {"VB", "VBG"}:
            return
        above = clauses[head]
        governor = sentence.tokens[head].lemma
        # "thanked Togo for sending troops": Togo sent them.
        is_reason = relation == "advcl" and above.object is not None and "for" in marks_of(sentence, clause.head)
        # "watched frigates sailing past": the frigates sailed.
        is_seen = governor in PERCEPTION and token.xpos == "VBG" and above.object == clause.head - 1
        is_controlled = is_reason or is_seen or (governor in OBJECT_CONTROL and relation != "conj")
        controlled = _controlled_object(above) if is_controlled else None
        if controlled is not None:
            clause.subject = controlled
        else:
            clause.subject = above.object if above.is_passive else above.subject
        if clause.subject is not None:
            clause.steps.append(f"{relation} of {sentence.tokens[head].text}: {sentence.tokens[clause.subject].text}")


def _resolve_relative(clause: Clause) -> None:
    """Let "who", "which" and "that" stand for the noun that the relative clause modifies."""
    sentence = clause.sentence
    if clause.subject is None or sentence.tokens[clause.subject].lemma.lower() not in RELATIVE_PRONOUNS:
        return
    current = clause.head
    while sentence.tokens[current].dep == "conj":
        current = sentence.tokens[current].head
    token = sentence.tokens[current]
    if token.dep.startswith("acl") and sentence.tokens[token.head].upos in NOMINAL:
        clause.subject = token.head
        clause.steps.append(f"{token.dep}: {sentence.tokens[token.head].text}")


def _controlled_object(above: Clause) -> int | None:
    if above.object is not None:
        return above.object
    for word, index in above.oblique:
        if word in {"on", "upon", "to", "with"}:
            return index
    return None


def _controller_of_noun(clause: Clause, noun: int, clauses: Clauses) -> None:
    """Find who is to do what a noun's infinitive says: the noun's owner, else the subject of its clause."""
    sentence = clause.sentence
    owner = possessor(sentence, noun)
    if owner is None:
        # "the offer by mediators to talk", "the plan of Togo to talk"
        owners = (
            index
            for word, index in modifiers(sentence, noun)
            if word == "by" or (word == "of" and sentence.tokens[index].upos == "PROPN")
        )
        owner = next((index for index in owners if index < clause.head), None)
    if owner is not None:
        clause.subject = owner
        clause.steps.append(f"possessor of {sentence.tokens[noun].text}: {sentence.tokens[owner].text}")
        return
    relations = {sentence.tokens[child].dep: child for child in sentence.children(noun)}
    if "cop" in relations and "nsubj" in relations:
        # "was the last member to ratify"
        clause.subject = relations["nsubj"]
        clause.steps.append(f"said to be {sentence.tokens[noun].text}: {sentence.tokens[clause.subject].text}")
        return
    token = sentence.tokens[noun]
    if token.dep in {"conj", "nmod"} and sentence.tokens[token.head].upos in NOMINAL:
        # "makes overtures to Chad and Niger to open borders", hung on Niger
        _controller_of_noun(clause, token.head, clauses)
        return
    governor = token.head
    if sentence.tokens[governor].dep == "xcomp":
        # "kept silent in a bid to talk"
        governor = sentence.tokens[governor].head
    if token.dep in {"obj", "obl", "nmod"} and is_predicate(sentence, governor):
        above = clauses[governor]
        clause.subject = None if above.lemma in MEETS_OTHERS_AIMS and above.object == noun else above.subject
        if clause.subject is not None:
            clause.steps.append(f"acl through {token.text}: {sentence.tokens[clause.subject].text}")


def _turn_active(clause: Clause) -> None:
    """Put the passive's subject where the object belongs and its agent where the subject belongs."""
    sentence = clause.sentence
    agent = None
    for word, index in clause.oblique:
        if word == "by" and sentence.tokens[index].head == clause.head:
            agent = index
            break
    if agent is None:
        agent = _agent_behind_place(clause)
    if clause.object is not None and clause.subject is not None:
        clause.indirect = clause.subject
    else:
        clause.object = clause.subject
    clause.subject = agent
    if agent is not None:
        clause.oblique = [(word, index) for word, index in clause.oblique if index != agent]


def _agent_behind_place(clause: Clause) -> int | None:
    """Return the agent that hangs on where it was done: "was received at the palace by Macron"."""
    tokens = clause.sentence.tokens
    for word, index in clause.oblique:
        place = tokens[index].head
        if word == "by" and tokens[place].head == clause.head and not is_time(clause.sentence, index):
            return index if preposition(clause.sentence, place) in {"at", "in", "on", "near", "outside"} else None
    return None


def _inherit_object(clause: Clause) -> None:
    """Share the object of coordinated verbs ("condemned and rejected the attack") and of relative clauses."""
    sentence = clause.sentence
    token = sentence.tokens[clause.head]
    for child in sentence.children(clause.head):
        other = sentence.tokens[child]
        if other.dep == "conj" and other.upos == "VERB" and not clause.oblique and not clause.complement:
            for grandchild in sentence.children(child):
                if sentence.tokens[grandchild].dep == "obj":
                    clause.object = grandchild
                    clause.steps.append(f"obj of {other.text}: {sentence.tokens[grandchild].text}")
                    return
    if token.dep == "acl:relcl" and sentence.tokens[token.head].upos in NOMINAL:
        own = clause.subject
        if own is not None and own != token.head and sentence.tokens[own].lemma.lower() not in RELATIVE_PRONOUNS:
            clause.object = token.head
            clause.steps.append(f"acl:relcl: {sentence.tokens[token.head].text}")


def _take_modified(clause: Clause) -> None:
    """Undo a common slip of parsers: a verb with a subject of its own, hung as a modifier on its own object."""
    sentence = clause.sentence
    token = sentence.tokens[clause.head]
    if clause.object is None and clause.subject is not None and token.dep == "amod" and token.head > clause.head:
        clause.object = token.head
        clause.steps.append(f"amod with a subject: {sentence.tokens[token.head].text}")


def _take_gerund(clause: Clause, clauses: Clauses) -> None:
    """Undo that a gerund behind "in" modifies its own object: "joined Estonia in suspending visas"."""
    sentence = clause.sentence
    token = sentence.tokens[clause.head]
    is_gerund = token.xpos == "VBG" and token.dep == "amod" and token.head > clause.head
    if not is_gerund or clause.head == 0 or sentence.tokens[clause.head - 1].text.lower() != "in":
        return
    governor = sentence.tokens[token.head].head
    if clause.object is None and is_predicate(sentence, governor) and clauses[governor].lemma in ACTS_ALIKE:
        clause.object, clause.subject = token.head, clauses[governor].subject
        clause.oblique.extend(modifiers(sentence, token.head))
        clause.steps.append(f"in {token.text}: {sentence.tokens[token.head].text}")


# Subjects of what was not done: "none of them signed".
NOBODY = frozenset({"neither", "nobody", "none"})


def _collect_moods(clause: Clause, clauses: Clauses) -> None:
    """Set tense, modality, negation and conditionality, from auxiliaries, or from the verb that governs this one."""
    sentence = clause.sentence
    token = sentence.tokens[clause.head]
    auxiliaries = set()
    for child in sentence.children(clause.head):
        other = sentence.tokens[child]
        if other.dep not in FUNCTION_WORDS:
            continue
        word = other.text.lower()
        if other.dep in {"aux", "aux:pass", "cop"}:
            auxiliaries.add(word)
        if word in NEGATIONS and other.dep not in {"aux:pass", "cop"}:
            clause.is_negated = True
        if other.dep == "mark" and word in CONDITIONALS:
            clause.is_conditional = True
        if other.dep == "mark" and word in {"until", "unless"}:
            clause.is_until = True
    if _is_thought_of(sentence, token):
        clause.is_conditional = True
    for argument in (clause.object, clause.subject):
        for child in () if argument is None else sentence.children(argument):
            other = sentence.tokens[child]
            if other.dep in {"det", "cc:preconj", "advmod"} and other.text.lower() in {"no", "neither"}:
                clause.is_negated = True
    if clause.subject is not None and sentence.tokens[clause.subject].text.lower() in NOBODY:
        clause.is_negated = True
    if token.dep == "conj" and is_predicate(sentence, token.head) and not auxiliaries:
        above = clauses[token.head]
        if token.xpos in {"VB", "VBP", "VBN", "VBG"} and above.modality:
            clause.modality, clause.tense = above.modality, above.tense
            clause.is_negated |= above.is_negated and above.modality != ""
            clause.is_conditional |= above.is_conditional
            return
    clause.modality = _modality(clause, auxiliaries, clauses)
    is_below = token.dep == "xcomp" or (token.dep == "advcl" and token.xpos == "VB")
    if is_below and token.xpos in {"VB", "VBG"} and not auxiliaries and is_predicate(sentence, token.head):
        above = clauses[token.head]
        if above.is_negated and token.xpos == "VB":
            clause.is_negated, clause.modality, clause.tense = True, above.modality, above.tense
            return
        # "would be forced to retaliate", "will go on selling"
        clause.modality = clause.modality or above.modality
    clause.tense = _tense(token.xpos, auxiliaries, clause.modality)


def _is_thought_of(sentence: Sentence, token: Token) -> bool:
    """Whether a clause is judged, not told: "it is rare for Kim to send letters", "the need of cutting ties"."""
    if token.xpos == "VB":
        return token.dep == "csubj" and "to" in marks_of(sentence, token.index)
    is_of_noun = token.xpos == "VBG" and token.dep == "acl" and sentence.tokens[token.head].lemma in THOUGHTS
    return is_of_noun and "of" in marks_of(sentence, token.index)


def _modality(clause: Clause, auxiliaries: set[str], clauses: Clauses) -> str:
    if auxiliaries & FUTURE_AUXILIARIES:
        return "future"
    if "would" in auxiliaries:
        return "would"
    if auxiliaries & OBLIGED_AUXILIARIES:
        return "obliged"
    if auxiliaries & POSSIBLE_AUXILIARIES:
        return "possible"
    sentence = clause.sentence
    token = sentence.tokens[clause.head]
    if token.dep == "advcl" and token.xpos == "VBG" and marks_of(sentence, clause.head) & SIMULTANEOUS:
        return clauses[token.head].modality
    if token.dep in {"xcomp", "ccomp"} and token.xpos == "VB":
        governor = sentence.tokens[token.head]
        if governor.lemma in FUTURE_GOVERNORS:
            return "future"
        if governor.lemma in OBLIGING_GOVERNORS or (governor.lemma == "have" and governor.xpos not in {"VBD", "VBN"}):
            return "obliged"
    marks = marks_of(sentence, clause.head) if token.xpos == "VB" else set()
    if "to" in marks and ("due" in marks or {"is", "are", "was", "were"} & auxiliaries):
        return "future"
    return ""


def _tense(xpos: str, auxiliaries: set[str], modality: str) -> str:
    if modality in {"future", "would"}:
        return "future"
    if "had" in auxiliaries:
        return "past perfect"
    if auxiliaries & {"have", "has", "'ve", "’ve"}:
        return "perfect"
    if auxiliaries & {"was", "were", "did"} or xpos == "VBD":
        return "past"
    if xpos in {"VBZ", "VBP"} or auxiliaries & {"is", "are", "'s", "’s", "do", "does", "am"}:
        return "present"
    if xpos == "VBN":
        return "past"
    if xpos == "VBG":
        return "participle"
    return "infinitive" if xpos == "VB" else ""
