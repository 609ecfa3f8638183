from mapapp.extraction.syntax import parse


def test_trees_follow_the_given_sentences_and_offsets() -> None:
    text = "Gen. Omar spoke.\n\nShells hit the town on Friday, killing 3 people."
    first = (0, text.index("\n"))
    second = (text.index("Shells"), len(text))

    trees, _ = parse(text, [first, second])

    assert [(t.start, t.end) for t in trees] == [first, second]
    assert all(text[w.start : w.end] == w.text for t in trees for w in t.words)
    hit = next(w for w in trees[1].words if w.text == "hit")
    assert {w.text for w in trees[1].below(hit.i, "nsubj", "dobj")} == {"Shells", "town"}


def test_a_word_knows_what_it_hangs_on_up_to_the_root() -> None:
    text = "The mayor said rockets struck a school."
    (tree,), _ = parse(text, [(0, len(text))])
    school = next(w for w in tree.words if w.text == "school")

    assert [w.text for w in tree.above(school.i)] == ["struck", "said"]
    assert tree.head_of(text.index("a school"), len(text) - 1) == school


def test_no_sentence_gives_no_tree() -> None:
    assert parse("", []) == ((), ())


def test_long_texts_are_read_in_pieces_with_their_own_offsets() -> None:
    sentence = "Mortar fire wounded two men near the bridge. "
    text = sentence * 700
    spans = [(i * len(sentence), i * len(sentence) + len(sentence) - 1) for i in range(700)]

    trees, _ = parse(text, spans)

    assert len(trees) == 700
    assert all(text[t.words[0].start : t.words[0].end] == "Mortar" for t in trees)
