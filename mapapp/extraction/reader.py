"""The reader: an article in, all that is understood of it out."""

from collections.abc import Sequence
from dataclasses import replace

from gazetteer.gazetteer import Gazetteer
from gazetteer.place import Mention
from mapapp.core.article import Article
from mapapp.core.report import Reading, Refused, Report
from mapapp.core.taxonomy import EVENT_TYPE_OF
from mapapp.extraction.capitals import capitals
from mapapp.extraction.company import in_company
from mapapp.extraction.context import Context
from mapapp.extraction.drafts import Draft
from mapapp.extraction.labels import labelled
from mapapp.extraction.language import detect_language, language_name
from mapapp.extraction.lexicon import lexicon
from mapapp.extraction.lines import classify_lines
from mapapp.extraction.objects import struck_names
from mapapp.extraction.page import Page
from mapapp.extraction.published import infer_published
from mapapp.extraction.sentences import split_sentences
from mapapp.extraction.sifting import Sifter
from mapapp.extraction.syntax import Tree, parse
from mapapp.extraction.where import Locator

EXTRACTOR = "rules/1"
"""Name and version of this extractor, kept with each report."""

LONGEST = 200_000
"""Characters of an article that are read; what is beyond is kept and not read, with a note."""


class Reader:
    """Reads articles by rules and word lists, offline. Threads may share one."""

    def __init__(self, gazetteer: Gazetteer, longest: int = LONGEST) -> None:
        self._gazetteer = gazetteer
        self._longest = longest
        self._lexicon = lexicon()
        locator = Locator(gazetteer, self._lexicon)
        self._sifter = Sifter(self._lexicon, locator)
        self._context = Context(locator, self._lexicon)

    def read(self, article: Article) -> Reading:
        """Return the reports of an article, what was refused and why, and notes for the person who reads.

        A text that is not English gives no reports and says so in a note. Offsets point into `article.text`.
        """
        text = article.text[: self._longest]
        notes = []
        if len(article.text) > self._longest:
            notes.append(f"The text is very long: its first {self._longest:,} characters were read.")
        lines = classify_lines(text, article.title)
        published = infer_published(text, lines, article.published)
        language = detect_language(text)
        if language not in {"en", ""}:
            notes.append(
                f"The text is not in English ({language_name(language)}): "
                "names are found, events are not read."
            )
            return Reading(article.id, published, language, notes=tuple(notes), article_hash=article.hash)
        sentences = split_sentences(text, lines)
        trees, entities = parse(text, [(s.start, s.end) for s in sentences])
        known = [(e.start, e.end, e.label) for e in entities]
        mentions = self._gazetteer.geoparse(text, entities=known)
        struck = struck_names(text, trees, mentions, self._lexicon, lambda n: bool(self._gazetteer.named(n)))
        if struck:
            mentions = self._gazetteer.resolve(text, sorted((*mentions, *struck), key=lambda m: m.start))
        mentions = labelled(text, lines, mentions, self._gazetteer)
        mentions = capitals(text, mentions, self._gazetteer.seat)
        mentions = in_company(text, mentions)
        page = Page(text, lines, sentences, relabelled(trees, mentions), mentions, published.day)
        drafts, refused = self._sifter.sift(page)
        drafts, more = self._context.fill(page, drafts)
        reports = tuple(_report(article.id, d) for d in drafts)
        said = {(r.start, r.end) for r in reports}
        left = tuple(
            r
            for r in sorted({*refused, *more}, key=lambda r: (r.start, r.end, r.reason))
            if (r.start, r.end) not in said
        )
        return Reading(
            article.id, published, language or "en", reports, _once(left), tuple(notes), article.hash
        )


def _once(refused: Sequence[Refused]) -> tuple[Refused, ...]:
    """Return the first refusal of each sentence."""
    first: dict[tuple[int, int], Refused] = {}
    for each in refused:
        first.setdefault((each.start, each.end), each)
    return tuple(first.values())


def relabelled(trees: Sequence[Tree], mentions: Sequence[Mention]) -> tuple[Tree, ...]:
    """Return the trees with the words of place names labelled as such: the parser knows few."""
    places = [m for m in mentions if m.role in {"place", "metonym", "dateline"} and m.place is not None]
    done: list[Tree] = []
    at = 0
    for tree in trees:
        while at < len(places) and places[at].end <= tree.start:
            at += 1
        inside = []
        look = at
        while look < len(places) and places[look].start < tree.end:
            inside.append(places[look])
            look += 1
        if not inside:
            done.append(tree)
            continue
        words = tuple(
            w._replace(entity="GPE") if any(m.start < w.end and w.start < m.end for m in inside) else w
            for w in tree.words
        )
        done.append(replace(tree, words=words))
    return tuple(done)


def _report(article_id: str, draft: Draft) -> Report:
    return Report(
        article_id=article_id,
        start=draft.sentence.start,
        end=draft.sentence.end,
        event_type=EVENT_TYPE_OF[draft.sub_type],
        sub_event_type=draft.sub_type,
        when=draft.when,
        places=draft.places,
        killed=draft.killed,
        injured=draft.injured,
        actors=draft.actors,
        claimed_by=draft.claimed_by,
        assertion="denied" if draft.denied else draft.assertion,
        background=bool(draft.background),
        denied=draft.denied,
        confidence=round(draft.confidence, 2),
        trigger=draft.trigger,
        mentions=(),
        extractor=EXTRACTOR,
        cues=tuple(sorted(draft.cues)),
    )
