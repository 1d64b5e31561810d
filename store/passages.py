"""The knowledge base in Postgres with pgvector: search by meaning and a little by words."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Sequence
from dataclasses import fields
from typing import Any, Final, NamedTuple

import numpy as np
from pgvector.sqlalchemy import HALFVEC  # pyright: ignore[reportMissingTypeStubs]  # ships no types
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Float,
    Select,
    Subquery,
    bindparam,
    cast,
    delete,
    func,
    literal,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY, insert

from coach.identity import PassageId
from coach.knowledge.model import EVERYTHING, Passage, PassageFilter, ScoredPassage
from coach.knowledge.ports import DIMENSIONS, Embedder, FloatArray
from coach.knowledge.rules import require_plain
from store.explained import server_ms
from store.ownership import not_found
from store.rows import read, values
from store.tables import passage_words, passages
from store.vocabulary import in_the_words_of_the_notes

table = passages
INDEX_VERSION: Final = 2
"""Raised when vectors or words are made in another way, so that passages are put again."""
WORD_WEIGHT: Final = 0.15
"""Weight of the words beside the cosine. Source: measured on the 246 questions of
`evals/datasets/retrieval.yaml` (docs/adr/0005-search-passages-with-sql.md)."""
NEAREST: Final = 200
"""How many passages the vector index proposes, and how widely it looks for them. Source: same ADR,
measured among 100,000 passages."""
MOST_WORDED: Final = 500
"""Passages that words may propose: the rarest words first, until their passages are this many.
Source: same."""
_ALL: Final = ""
"""The lexeme under which all passages are counted."""
_TOLD: Final = tuple(table.c[field.name] for field in fields(Passage))
"""The columns of a passage; vector and words stay in the database."""


class Word(NamedTuple):
    """A lexeme of a question and in how many passages it stands."""

    lexeme: str
    passages: int
    weight: float
    """Inverse document frequency, ln(1 + all / (passages + 0.5)). Source: Robertson and Zaragoza
    2009, The Probabilistic Relevance Framework (its smoothing)."""


class Question(NamedTuple):
    """What is searched for."""

    vector: FloatArray
    words: tuple[Word, ...]
    model_id: str
    only: PassageFilter = EVERYTHING


class PostgresPassages:
    """Implements `PassageRepository`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put_many(self, passages: Sequence[Passage], embedder: Embedder) -> int:
        """Insert or replace passages with their vectors; return how many changed."""
        known = self._connection.execute(
            select(table.c.id, table.c.content_hash, table.c.model_id).where(
                table.c.id.in_([passage.id for passage in passages])
            )
        )
        stored = {row.id: (row.content_hash, row.model_id) for row in known}
        changed = [
            require_plain(p) for p in passages if stored.get(p.id) != (_hash(p), embedder.model_id)
        ]
        if not changed:
            return 0
        rows = [
            values(
                table,
                passage,
                content_hash=_hash(passage),
                model_id=embedder.model_id,
                embedding=vector,
                words=_words(passage),
            )
            for passage, vector in zip(changed, _vectors(changed, embedder), strict=True)
        ]
        for row in rows:
            statement = insert(table).values(row)
            replaced = {name: statement.excluded[name] for name in row if name != "id"}
            self._connection.execute(
                statement.on_conflict_do_update(index_elements=[table.c.id], set_=replaced)
            )
        count_words(self._connection)
        return len(changed)

    def get(self, passage_id: PassageId) -> Passage:
        """Return one passage."""
        found = self._connection.execute(select(table).where(table.c.id == passage_id))
        row = found.mappings().one_or_none()
        if row is None:
            raise not_found("passage", passage_id)
        return read(Passage, row)

    def search(
        self,
        query: str,
        embedder: Embedder,
        *,
        limit: int = 4,
        only: PassageFilter = EVERYTHING,
    ) -> Sequence[ScoredPassage]:
        """Return passages by meaning and words, best first."""
        said = in_the_words_of_the_notes(query)
        vector = embedder.embed([said])[0]
        question = Question(vector, self.words_of(said), embedder.model_id, only)
        return self.find(question, limit)

    def words_of(self, question: str) -> tuple[Word, ...]:
        """Return the lexemes of a question that stand in some passage, the rarest first."""
        return words_of(self._connection, question)

    def find(self, question: Question, limit: int) -> list[ScoredPassage]:
        """Return passages, best first, from what both indexes propose."""
        set_breadth(self._connection)
        return self._scored(search_statement(question, limit))

    def find_exactly(self, question: Question, limit: int) -> list[ScoredPassage]:
        """Return passages, best first, after scoring every one: slow, and nothing is lost."""
        return self._scored(exact_statement(question, limit))

    def server_ms(self, said: str, question: Question, limit: int) -> float:
        """Search, and return the milliseconds of the server for the two queries of it."""
        set_breadth(self._connection)
        statements = (words_statement(said), search_statement(question, limit))
        return sum(server_ms(self._connection, statement) for statement in statements)

    def _scored(self, statement: Select[tuple[object, ...]]) -> list[ScoredPassage]:
        rows = self._connection.execute(statement).mappings()
        return [ScoredPassage(read(Passage, row), row["score"]) for row in rows]


def count_words(connection: Connection) -> None:
    """Count again in how many passages each lexeme stands."""
    connection.execute(delete(passage_words))
    connection.execute(
        text(
            "INSERT INTO passage_words SELECT word, ndoc FROM ts_stat('SELECT words FROM passages')"
            " UNION ALL SELECT :all, count(*) FROM passages"
        ),
        {"all": _ALL},
    )


def words_of(connection: Connection, question: str) -> tuple[Word, ...]:
    """Return the lexemes of a question that stand in some passage, the rarest first."""
    rows = connection.execute(words_statement(question))
    counts = {row.lexeme: int(row.passages) for row in rows}
    total = counts.pop(_ALL, 0)
    return tuple(
        Word(lexeme, count, math.log(1 + total / (count + 0.5))) for lexeme, count in counts.items()
    )


def words_statement(question: str) -> Select[Any, Any]:
    """Return the query for the lexemes of a question, with how many passages hold each."""
    # Letters and digits only: a lexeme with a quote in it would not parse as a query.
    plain = " ".join(re.findall(r"[^\W_]+", question))
    asked = func.array_append(func.tsvector_to_array(func.to_tsvector("english", plain)), _ALL)
    return (
        select(passage_words.c.lexeme, passage_words.c.passages)
        .where(passage_words.c.lexeme == func.any(asked))
        .order_by(passage_words.c.passages, passage_words.c.lexeme)
    )


def set_breadth(connection: Connection) -> None:
    """Let the vector index look wider in this transaction, and go on where a filter leaves few."""
    here_only = literal(value=True)
    connection.execute(
        select(
            func.set_config("hnsw.ef_search", str(NEAREST), here_only),
            func.set_config("hnsw.iterative_scan", "relaxed_order", here_only),
        )
    )


def search_statement(question: Question, limit: int) -> Select[tuple[object, ...]]:
    """Return the search: both indexes propose, the sum of cosine and share of words decides."""
    distance = table.c.embedding.cosine_distance(_vector(question))
    scored = (table.c.id, distance.label("distance"), table.c.words)
    conditions = _conditions(question)
    near = select(*scored).where(*conditions).order_by(distance).limit(NEAREST).subquery("near")
    proposed = select(near)
    rare = " | ".join(word.lexeme for word in _rare(question.words))
    if rare:
        worded = table.c.words.op("@@")(cast(rare, TSQUERY))
        # Both halves may propose a passage; its score is the same, and is told once.
        both = proposed.union_all(select(*scored).where(*conditions, worded))
    else:
        both = proposed
    return _best(both.subquery("proposed"), question, limit)


def exact_statement(question: Question, limit: int) -> Select[tuple[object, ...]]:
    """Return the search that scores every passage: what the other one is measured against."""
    distance = table.c.embedding.cosine_distance(_vector(question)).label("distance")
    every = select(table.c.id, distance, table.c.words).where(*_conditions(question))
    return _best(every.subquery("proposed"), question, limit)


def _best(proposed: Subquery, question: Question, limit: int) -> Select[tuple[object, ...]]:
    """Return the passages with the highest scores; the rest of the row is read for these only."""
    share = _word_share(proposed.c.words, question.words)
    score = cast(1 - proposed.c.distance + WORD_WEIGHT * share, Float).label("score")
    best = (
        select(proposed.c.id, score)
        .distinct()
        .order_by(score.desc(), proposed.c.id)
        .limit(limit)
        .subquery("best")
    )
    return (
        select(*_TOLD, best.c.score)
        .join(best, best.c.id == table.c.id)
        .order_by(best.c.score.desc(), best.c.id)
    )


def _vector(question: Question) -> BindParameter[FloatArray]:
    # One parameter however often it is used, so that the server reads it once.
    return bindparam("asked", question.vector, HALFVEC(DIMENSIONS))


def _conditions(question: Question) -> list[ColumnElement[bool]]:
    only, columns = question.only, table.c
    conditions: list[ColumnElement[bool]] = [columns.model_id == question.model_id]
    if only.topics:
        conditions.append(columns.topics.op("&&")([*only.topics]))
    if only.applies_to:
        conditions.append(columns.applies_to.op("&&")([*only.applies_to]))
    if only.grades:
        conditions.append(columns.grade.in_([grade.value for grade in only.grades]))
    return conditions


def _rare(words: Sequence[Word]) -> list[Word]:
    """Return the rarest words, as long as they propose few passages together."""
    rare: list[Word] = []
    left = MOST_WORDED
    for word in words:
        left -= word.passages
        if left < 0:
            break
        rare.append(word)
    return rare


def _word_share(held: ColumnElement[Any], words: Sequence[Word]) -> ColumnElement[float]:
    """Return which share of the words' weight a passage holds, 0 to 1."""
    lexemes = cast([word.lexeme for word in words], ARRAY(TSQUERY))
    weights = cast([word.weight for word in words], ARRAY(Float))
    # Arrays instead of a term a word: the statement is compiled once, whatever is asked.
    asked = func.unnest(lexemes, weights).table_valued("lexeme", "weight").render_derived()
    weight = select(func.sum(asked.c.weight)).where(held.op("@@")(asked.c.lexeme))
    total = max(sum(word.weight for word in words), 1e-9)
    return func.coalesce(weight.scalar_subquery(), 0.0) / literal(total, Float)


def _vectors(passages: Sequence[Passage], embedder: Embedder) -> list[FloatArray]:
    """Return one vector a passage, from its claims (else its text) and its search phrases."""
    texts: list[str] = []
    spans: list[tuple[int, int]] = []
    for passage in passages:
        begin = len(texts)
        # Claims say in a third of the tokens what the text says; recall is the same.
        texts.append(f"{passage.title}. {' '.join(passage.claims) or passage.text}")
        if passage.asked_as:
            texts.append(f"{passage.title}. {'. '.join(passage.asked_as)}")
            texts.extend(passage.asked_as)
        spans.append((begin, len(texts)))
    vectors = embedder.embed(texts)
    return [_mean(vectors[begin:end]) for begin, end in spans]


def _mean(vectors: FloatArray) -> FloatArray:
    """Return the direction between claims, phrases with the title, and the mean of the phrases."""
    parts = [vectors[0]]
    if len(vectors) > 1:
        parts += [vectors[1], vectors[2:].mean(axis=0)]
    mean = np.sum(parts, axis=0)
    return (mean / np.linalg.norm(mean)).astype(np.float32)


def _words(passage: Passage) -> ColumnElement[Any]:
    """Return the lexemes of everything that is searched, without their places in it."""
    told = (passage.title, *passage.claims, *passage.asked_as, passage.text)
    return func.strip(func.to_tsvector("english", " ".join(told)))


def _hash(passage: Passage) -> str:
    return hashlib.sha256(f"{INDEX_VERSION}:{passage!r}".encode()).hexdigest()
