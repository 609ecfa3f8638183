"""The grammar of tolls, the surest form first."""

from dataclasses import replace

from mapapp.core.toll import Toll
from mapapp.extraction.people import Group
from mapapp.extraction.tollsentence import TollWords
from mapapp.extraction.tollwords import (
    ACTIVE,
    ALONE,
    BE,
    FEW_BETWEEN,
    FILL,
    GROWS,
    HARM,
    INCIDENT,
    LOSING,
    NO_CASUALTIES,
    NOUNS,
    OTHER_VERB,
    PASSING,
    PASSIVE,
    PHRASES,
    SUBSET,
    SUSTAINING,
    TAKING_LIVES,
    TO_DEATH,
    TOLL_IS,
    UNTOLD,
    TollKind,
    TollMention,
)
from mapapp.extraction.wordlists import words_of

_OF_TIME = words_of("time", "weekdays") | {"on", "late", "early", "morning", "afternoon", "evening", "night"}
"""Words that stand between "were" and "killed": "were on Saturday evening killed"."""


class TollSentence(TollWords):
    """One sentence searched for tolls."""

    def search(self) -> list[TollMention]:
        """Return the tolls of the sentence, in order."""
        self._none()
        self._totals()
        self._subsets()
        self._phrases()
        self._left_dead()
        self._verbs()
        self._noun_tolls()
        return sorted(self.found, key=lambda m: (m.start, m.end, m.kind))

    def _none(self) -> None:
        for match in NO_CASUALTIES.finditer(self.text, self.start, self.end):
            if UNTOLD.search(self.text[max(self.start, match.start() - 60) : match.end()]):
                continue
            what = (match["what"] or match["other"] or match["third"]).casefold()
            words = " ".join(match.group().split())
            kinds: tuple[TollKind, ...] = ("injured",) if what == "injuries" else ("killed",)
            if what in ("casualties", "victims"):
                kinds = ("killed", "injured")
            for kind in kinds:
                toll = Toll.exactly(0, words)
                self.found.append(TollMention(match.start(), match.end(), kind, toll, False, "", words))
            self.use(match.start(), match.end())

    def _totals(self) -> None:
        """Read "the death toll rose to 158", "puts the number of dead bodies at 13"."""
        for match in TOLL_IS.finditer(self.text, self.start, self.end):
            at = next((i for i, t in enumerate(self.tokens) if t.start >= match.end()), len(self.tokens))
            group = self.groups.list_at(at) or self._hundreds(at)
            if group is None or not self.free(at, group.last):
                continue
            before = self.text[max(self.start, match.start() - 30) : match.end()]
            verb = match["verb"].casefold()
            grows = bool(GROWS.search(before)) or verb in ("to", "reached", "passed", "topped")
            if INCIDENT.search(match.group()):  # "the toll of the bombing rose to 41" is the bombing's
                grows = False
            if verb in PASSING and group.best is not None:
                group = replace(group, low=group.best, high=None)
            first = next(i for i, t in enumerate(self.tokens) if t.end > match.start())
            self.add(group, first, group.last, "injured" if match["hurt"] else "killed", grows)

    def _hundreds(self, at: int) -> Group | None:
        """Read "in the hundreds"."""
        return self.groups.group_at(at + 1) if self.low(at) == "the" else None

    def _subsets(self) -> None:
        """Set aside the part of a toll that is told again ("including two children")."""
        i = 0
        while i < len(self.tokens):
            opened = self.low(i) in SUBSET and i > 0
            if self.low(i) == "among" and self._among(i):
                i += 1
                continue
            if self.low(i) == "," and not opened:
                group = self.groups.group_at(i + 1)
                opened = bool(
                    group
                    and self.low(group.last - 2) == "of"
                    and self.low(group.last - 1) in ("them", "whom")
                )
                opened = opened or (
                    self.low(i + 1) in ("all", "most", "some", "both")
                    and self.low(i + 2) in ("of", "civilians")
                )
            if not opened:
                i += 1
                continue
            last = i + 1
            while last < len(self.tokens) and self.tokens[last].text not in ",.;)—" and last - i < 14:
                if (self.low(last) in BE and last > i + 2) or self.low(last) in ACTIVE:
                    break
                if self.low(last) == "and" and self._new_toll(last + 1):
                    break
                last += 1
            for j in range(i, last):
                self.used[j] = True
            i = last

    def _among(self, i: int) -> bool:
        """Read "a man and his son were among 11 people killed": those named before are of the 11."""
        group = self.groups.group_at(i + 1)
        kind = PASSIVE.get(self.low(group.last)) if group else None
        if group is None or kind is None:
            return False
        self.add(group, i + 1, group.last + 1, kind)
        first = max((j + 1 for j in range(i) if self.low(j) in (",", ";")), default=0)
        self.used[first:i] = [True] * (i - first)
        return True

    def _new_toll(self, at: int) -> bool:
        """Whether people with a verb of their own follow ("and six were wounded")."""
        if self.low(at) in ACTIVE:
            return True
        group = self.groups.group_at(at)
        return group is not None and (self.low(group.last) in BE or self.low(group.last) in PASSIVE)

    def _phrases(self) -> None:
        """Read "claimed the lives of 23 recruits"."""
        for i in range(len(self.tokens)):
            for parts, kind in PHRASES.get(self.low(i), ()):
                last = i + len(parts)
                if any(self.low(i + n) != part for n, part in enumerate(parts)) or not self.free(i, last):
                    continue
                group = self.groups.list_at(last) or (self._named(last) if kind == "killed" else None)
                if group is None or not self.free(group.first, group.last):
                    continue
                following = {self.low(group.last + n) for n in range(3)}
                if kind != "displaced" or following & {"flee", "leave", "from"}:
                    self.add(group, i, group.last, kind)

    def _named(self, at: int) -> Group | None:
        """Return one person called by name: "shot dead Noor Wali, an elder"."""
        last = at
        while last < len(self.tokens) and self.tokens[last].text[:1].isupper() and self.low(last).isalpha():
            last += 1
        after = self.low(last)
        ends = (
            after in {",", "in", "at", "outside", "near", "on", "as", "while", "when", "and", "."}
            or not after
        )
        if not 2 <= last - at <= 5 or not ends:
            return None
        return Group(at, last, 1, 1, 1, "person")

    def _left_dead(self) -> None:
        """Read "left 14 dead and 20 wounded"."""
        for i in range(len(self.tokens)):
            if self.low(i) not in ("left", "leaving", "leaves", "leave"):
                continue
            at = i + 1
            while group := self.groups.list_at(at):
                kind = NOUNS.get(self.low(group.last)) or PASSIVE.get(self.low(group.last))
                if kind is None or not self.free(at, group.last):
                    break
                self.add(group, i if at == i + 1 else at, group.last + 1, kind)
                at = group.last + 1
                at += 1 if self.low(at) == "," else 0
                at += 1 if self.low(at) == "and" else 0

    def _verbs(self) -> None:
        for i in range(len(self.tokens)):
            if self.used[i]:
                continue
            low = self.low(i)
            pair = f"{low} {self.low(i + 1)}"
            passive = PASSIVE.get(f"{pair} {self.low(i + 2)}") or PASSIVE.get(pair) or PASSIVE.get(low)
            active, alone = (
                ACTIVE.get(low),
                ALONE.get(low) or ALONE.get(pair) or ALONE.get(f"{pair} {self.low(i + 2)}"),
            )
            helped = self._auxiliary(i)
            if active and not (helped == "be" and passive) and self._active(i, active):
                continue
            if low in SUSTAINING and any(self.low(i + n) in HARM for n in range(1, 5)):
                alone = "injured"
            if passive or alone:
                self._people_before(i, alone or passive or "killed", helped, bool(alone))

    def _auxiliary(self, i: int) -> str:
        """Return "be" or "have" where such a verb helps the one at a place, "" where none does."""
        at = i - 1
        while at >= 0 and (self.low(at) in FILL or self.low(at) in _OF_TIME or self.low(at).endswith("ly")):
            at -= 1
        if self.low(at) in ("has", "have", "had", "having"):
            return "have"
        return "be" if self.low(at) in BE else ""

    def _meant(self, i: int, kind: TollKind) -> bool:
        """Read "forced nine people off the bus and shot them dead": the people counted last before it."""
        if self.low(i) in TO_DEATH and not self._to_death(i + 2):
            return False
        last: Group | None = None
        for at in range(i):
            group = self.groups.group_at(at)
            if group is not None and group.best and group.who and group.last <= i:
                last = group
        if (
            last is None
            or not self.free(last.first, last.last)
            or (self.low(i + 1) == "them") != (last.best != 1)
        ):
            return False
        self.add(last, last.first, last.last, kind)
        self.used[i] = True
        return True

    def _active(self, i: int, kind: TollKind) -> bool:
        """Read "killed two soldiers and a medic"; return whether people follow the verb."""
        at = i + 1
        if self.low(at) in ("them", "him", "her") and kind == "killed":
            return self._meant(i, kind)
        both: TollKind | None = None
        if self.low(at) in ("and", "or") and self.low(at + 1) in ACTIVE:  # "killing or wounding 20 people"
            both = ACTIVE[self.low(at + 1)]
            if both != kind:
                at += 2
        group = self.groups.list_at(at, objects=True)
        if group is None or not self.free(group.first, group.last):
            return False
        if self.low(i) in TO_DEATH and not self._to_death(group.last):
            return False
        if self.low(i) in TAKING_LIVES and group.who != "lives":
            return False
        if self.low(i) in LOSING and (group.bare or group.who == "lives"):
            return False
        if group.bare and self.low(group.last) in NOUNS and self.low(group.last) != "dead":
            return False
        if self.low(group.last) in BE and not self._auxiliary(i):  # "those killed: two soldiers were ..."
            return False
        last = group.last
        if both and both != kind:
            either = replace(group, low=None, best=None) if group.high else group
            self.add(either, i, last, kind)
            self.add(either, i, last, both)
            return True
        if self.low(last) in ("more", "others") and group.bare:
            last += 1
        self.add(group, i, last, kind)
        return True

    def _to_death(self, at: int) -> bool:
        """Whether "to death", "dead" or "alive" follows people: "hacked eight farmers to death"."""
        near = [self.low(at + n) for n in range(4)]
        return ("to" in near and "death" in near) or "dead" in near or "alive" in near

    def _people_before(self, i: int, kind: TollKind, helped: str, alone: bool) -> None:
        """Read "two soldiers and a medic were killed", "150 troops killed", "six people died"."""
        group = self._subject(i, strict=not helped and not alone)
        if group is None and kind == "killed" and helped == "be":
            group = self._named_before(i)
        if group is None or not self.free(group.first, group.last):
            return
        if group.bare and group.who == "" and not helped and not alone and self.low(i) not in PASSIVE:
            return
        kinds = [kind]
        if (
            self.low(i + 1) in ("and", "or")
            and self.low(i + 2) in PASSIVE
            and PASSIVE[self.low(i + 2)] != kind
        ):
            kinds.append(PASSIVE[self.low(i + 2)])
            group = replace(group, low=None, best=None) if group.high != 0 else group
        for each in kinds:
            self.add(group, group.first, i + 1, each)

    def _named_before(self, i: int) -> Group | None:
        """Return one person called by name: "Nur Kamal, a community leader, was hacked to death"."""
        at = i - 1
        while at >= 0 and (self.low(at) in BE or self.low(at) in FILL):
            at -= 1
        if self.low(at) == ",":
            opened = max((j for j in range(at) if self.low(j) == ","), default=-1)
            at = opened - 1 if opened > 0 and self.low(opened + 1) in {"a", "an", "the"} else -1
        first = at
        while first >= 0 and self.tokens[first].text[:1].isupper() and self.low(first).isalpha():
            first -= 1
        return Group(first + 1, at + 1, 1, 1, 1, "person") if at - first in (2, 3, 4) else None

    def _subject(self, i: int, strict: bool) -> Group | None:
        """Return the people a passive or bare verb is about, a few words before it."""
        best: Group | None = None
        at = max(0, i - (4 if strict else FEW_BETWEEN) - 20)
        while at < i:
            group = self.groups.list_at(at)
            if group is None or group.last > i or not self.free(group.first, group.last):
                at += 1
                continue
            if self._reaches(group.last, i, strict):
                best = group
                at = max(group.last, at + 1)
            else:
                at = max(group.last, at + 1)
        return best

    def _reaches(self, last: int, i: int, strict: bool) -> bool:
        """Whether nothing between people and a verb parts them; a part told again in commas does not."""
        between = [
            j
            for j in range(last, i)
            if not self.used[j]
            and self.low(j) not in FILL
            and self.low(j) not in BE
            and not (self.low(j) in _OF_TIME and any(self.low(k) in BE for k in range(last, j)))
        ]
        if strict:
            return not [j for j in between if self.low(j) != "," or not self._closed(j, last)]
        if len(between) > FEW_BETWEEN:
            return False
        for j in between:
            low = self.low(j)
            if (
                low in OTHER_VERB
                or low in ACTIVE
                or low in ";:—"
                or (low == "," and not self._closed(j, last))
            ):
                return False
        return True

    def _closed(self, j: int, last: int) -> bool:
        """Whether a comma opens or closes a part that was set aside."""
        return (
            self.used[j] or (j > last and self.used[j - 1]) or (j + 1 < len(self.used) and self.used[j + 1])
        )

    def _noun_tolls(self) -> None:
        """Read "54 more military casualties", "12 deaths", "the bodies of 35 people"."""
        for i in range(len(self.tokens)):
            low = self.low(i)
            if self.used[i] or (low not in NOUNS and low != "casualties"):
                continue
            for first in range(max(0, i - 6), i + 1):
                group = self.groups.group_at(first)
                inside = group and group.first <= i <= group.last and (group.last in (i, i + 1))
                if group is None or not inside or not self.free(first, i):
                    continue
                if low == "casualties" and not self._deaths_meant():
                    group = replace(group, low=None, best=None)
                who = "" if group.who in ("casualties", "victims") else group.who
                self.add(replace(group, who=who), first, i + 1, NOUNS.get(low, "killed"))
                break

    def _deaths_meant(self) -> bool:
        sentence = self.text[self.start : self.end].casefold()
        return any(word in sentence for word in ("death toll", "killed", "dead", "deaths", "died"))
