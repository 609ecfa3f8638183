"""What speaks for and against a name in a text being the name of a place there."""

import re
from math import log10

from gazetteer.lexicon import Lexicon, lexicon
from gazetteer.reading import POSSESSIVE, WORD, Reading, Word, is_clause
from gazetteer.spans import Span
from gazetteer.surfaces import Neighbours, Surface

_DOTTED = re.compile(r"(?:\w\.){2,}|\w\.\w")
_LIST = frozenset({", ", " and ", "-", "/", " - "})
_NO_NAMES = frozenset(
    {"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL", "LAW", "EVENT", "WORK_OF_ART"}
)
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})


def evidence(reading: Reading, span: Span, surface: Surface, neighbours: Neighbours) -> dict[str, float]:
    """Return the named features of a span, each with its amount (1 where it merely holds)."""
    words = lexicon()
    text = reading.text[span.start : span.end]
    found: dict[str, float] = {"bias": 1.0}
    if surface.own:
        found["own"] = 1.0
    _of_name(found, text, surface, words)
    _of_entity(found, reading, span, surface, words)
    _of_context(found, reading, span, text, surface, neighbours, words)
    return found


def _of_name(found: dict[str, float], text: str, surface: Surface, words: Lexicon) -> None:
    letters = sum(map(str.isalpha, text))
    several = " " in text or "-" in text.strip("-") or "\n" in text
    if surface.country:
        found["country"] = 1.0
    elif surface.region:
        found["region"] = 1.0
    elif surface.demonym:
        found["demonym"] = 1.0
    else:
        if surface.people > 30_000:
            found["city_size"] = min(log10(surface.people / 30_000), 3.0)
        elif surface.people < 5_000:
            found["small"] = 1.0
        if not surface.exact:
            found["folded_only"] = 1.0
        elif not (surface.named or surface.curated or surface.own):
            found["alias_only"] = 1.0
        if surface.curated:
            found["curated"] = 1.0
    if several:
        found["several_words"] = 1.0
    if letters <= 3 and not surface.country:
        found["short"] = 1.0
    if not text.isascii() and surface.exact:
        latin = any("a" <= c <= "\u024f" for c in text.lower())
        found["own_letters" if latin else "other_script"] = 1.0
    lower = text.lower()
    if lower in words.common and not surface.demonym:
        found["common_word"] = 1.0
    elif lower in words.phrases:
        found["common_word"] = 2.0
    elif several and all(w in words.common for w in re.split(r"[\s-]+", lower)):
        found["common_phrase"] = 1.0
    if lower in words.months_days:
        found["calendar"] = 1.0
    if lower in words.first_names and not surface.country:
        found["first_name"] = 1.0


def _of_entity(
    found: dict[str, float], reading: Reading, span: Span, surface: Surface, words: Lexicon
) -> None:
    entity = reading.overlapping(span.start, span.end)
    if entity is None:
        found["ner_none"] = 1.0
        return
    rest = reading.text[entity.start : span.start] + " " + reading.text[span.end : entity.end]
    extra = [w for w in WORD.findall(POSSESSIVE.sub(" ", rest)) if w.lower() not in words.determiners]
    if entity.label in _PLACE_LABELS:
        harmless = entity.label == "FAC" or all(
            w.lower() in words.locative
            or w.lower() in words.kinds_after
            or w.lower() in words.kinds_before
            or w.islower()
            for w in extra
        )
        whole = not extra
        found["ner_place" if whole else "ner_place_overlap" if harmless or "," in rest else "ner_partial"] = (
            1.0
        )
    elif extra and all(w.lower() in words.kinds_after for w in extra) and entity.label in {"ORG", "PERSON"}:
        found["ner_place_overlap"] = 1.0  # "Malumfashi LGA" is no person
    elif entity.label == "NORP":
        found["ner_group"] = 1.0
    elif entity.label == "ORG":
        found["ner_inside_organisation" if extra else "ner_organisation"] = 1.0
    elif entity.label == "PERSON" and reading.line_is_capitals(span.start):
        found["ner_in_capitals"] = 1.0
    elif entity.label == "PERSON" and is_clause(reading.text[entity.start : entity.end]):
        found["ner_none"] = 1.0
    elif entity.label == "PERSON":
        found["ner_inside_person" if extra else "ner_person"] = 1.0
    elif entity.label in _NO_NAMES:
        found["ner_other"] = 1.0
    else:  # "Martuni" is a language to the small model
        found["ner_none"] = 1.0


def _of_context(
    found: dict[str, float],
    reading: Reading,
    span: Span,
    text: str,
    surface: Surface,
    neighbours: Neighbours,
    words: Lexicon,
) -> None:
    before, after = reading.before(span.start), reading.after(span.end)
    gap_before, gap_after = reading.gap_before(span.start), reading.gap_after(span.end)
    close_before = gap_before.strip("\"'“‘(") in (" ", "\n")
    possessive = bool(POSSESSIVE.match(reading.text, span.end))
    close_after = gap_after in (" ", "\n") and not possessive
    several = " " in text
    first = reading.starts_sentence(span.start)
    lower = text.lower()

    if span.start in reading.datelines:
        found["dateline"] = 1.0
    if surface.abbreviation and not surface.country:
        supported = "," in gap_before or (
            gap_before.endswith("-") and before and before.text in ("D", "R", "I")
        )
        found["abbreviation" if supported or _DOTTED.search(text) else "abbreviation_bare"] = 1.0
    if before and close_before:
        word = before.lower
        if word in words.locative:
            found["locative"] = 1.0
        elif word in words.motion:
            found["motion"] = 1.0
        elif word in words.striking_verbs:
            found["struck"] = 1.0
        elif word in words.kinds_before and before.lower not in ("state", "city"):
            found["type_word"] = 1.0
        elif word == "the" and not several and not surface.country:
            found["determiner"] = 1.0
        elif before.capitalised and not reading.line_is_capitals(span.start):
            if word in words.titles:
                found["title_before"] = 1.0
            elif word in words.first_names:
                found["first_name_before"] = 1.0
            elif not reading.starts_sentence(before.start) and word not in words.common:
                found["name_before"] = 1.0
    elif before and gap_before == ". " and before.capitalised:
        if before.lower in words.titles:
            found["title_before"] = 1.0
        elif len(before.text) == 1 and reading.text[before.start - 1 : before.start] != ".":
            found["initial_before"] = 1.0
    if after and close_after:
        _of_follower(found, reading, after, several, surface, words)
    if neighbours.follows is not None and "," in gap_after and neighbours.follows.holds & surface.inside:
        found["state_follows"] = 1.0
    if neighbours.precedes is not None and "," in gap_before and neighbours.precedes.inside & surface.holds:
        found["state_of_town"] = 1.0
    if (neighbours.follows is not None and gap_after == " (" and _share(neighbours.follows, surface)) or (
        neighbours.precedes is not None and gap_before == " (" and _share(neighbours.precedes, surface)
    ):
        found["other_name_beside"] = 1.0
    if (neighbours.follows is not None and gap_after in _LIST) or (
        neighbours.precedes is not None and gap_before in _LIST
    ):
        found["beside_name"] = 1.0
    two_before = reading.before(span.start, 2)
    if before and two_before and close_before and before.lower in ("of", "at") and two_before.capitalised:
        if two_before.lower in words.university_heads or two_before.lower == "bank":
            found["university"] = 1.0
        elif two_before.lower in words.kinds_before:
            found["type_word"] = 1.0
    elif (
        before
        and two_before
        and close_before
        and before.lower == "of"
        and two_before.lower in words.kinds_before
        and two_before.lower != "state"
    ):
        found["type_word"] = 1.0  # "the village of Talish"
    two_after = reading.after(span.end, 2)
    if (
        after
        and two_after
        and close_after
        and after.lower in ("was", "were", "is", "are")
        and two_after.lower in words.striking_verbs
    ):
        found["struck"] = 1.0  # "Talish was shelled"
    if first and not several:
        found["sentence_start"] = 1.0
    if not several and lower in reading.small_words:
        found["lower_elsewhere"] = 1.0
    if not several and lower in reading.person_words:
        found["person_elsewhere"] = 1.0
    if text.isupper() and len(text) > 3 and not _DOTTED.search(text):
        found["all_capitals"] = 1.0


def _share(first: Surface, second: Surface) -> bool:
    """Return whether two surfaces may name one place: "Khankendi (Stepanakert)"."""
    return bool({s.place.id for s in first.senses} & {s.place.id for s in second.senses})


def _of_follower(
    found: dict[str, float], reading: Reading, after: Word, several: bool, surface: Surface, words: Lexicon
) -> None:
    word = after.lower
    if after.capitalised:
        if word in words.street_heads:
            found["street"] = 1.0
        elif word in words.university_heads:
            found["university"] = 1.0
        elif word in words.part_heads:
            found["part_head"] = 1.0
        elif word in words.local_heads or word in words.kinds_after:
            found["type_word" if word in words.kinds_after else "local_body"] = 1.0
        elif not (
            word in words.titles
            or word in words.months_days
            or word in words.common
            or reading.line_is_capitals(after.start)
        ):
            inside = "ner_inside_organisation" in found or word.endswith(words.no_surname_endings)
            found["name_follows" if several or inside else "surname_follows"] = 1.0
    elif word in words.kinds_after or word in words.local_heads:
        found["type_word" if word in words.kinds_after else "local_body"] = 1.0
