# Licensed under the Apache License, Version 2.0: https://www.apache.org/licenses/LICENSE-2.0
# SPDX-License-Identifier: Apache-2.0
"""How an invented customer comes to write an invented review.

Everything a customer says was written by hand, in phrases/<language>: one file for each thing customers care about
(a "topic"), one with the catalogue and the remarks that only one product could get, one with words that depend on the
calendar. This program invents the customers (what they care about, how they write), lets them order things over
eighteen months, picks what they say so that it agrees with the rating and the product, and spoils about one record in a
hundred the way real data is spoilt. What a customer cares about is not written anywhere: finding it is the demo.

A phrase file has facets ("## speed": a review says at most one thing about a facet) and lines:

    (conditions) mark text      mark: + ++ pleased, - -- displeased, ~ so-so, = neither
    {a|b|c}  one of these       [a]  perhaps this       <item>  a word of this review       <is/are>  singular or plural

Conditions are product tags and facts of the order: "a b" = both, "a,b" = either ("a b,c" = both a and b, or c), "!a" = not;
"blocks:x" = then say nothing about facet x.
"""

import pathlib
import random
import re

HERE = pathlib.Path(__file__).resolve().parent

# Facets that may carry the "but" of a mostly happy, or of a mostly unhappy, review: things one can dislike in a good
# product, and like in a bad one. Anything else would contradict the rest of the review.
SMALL_GRIPES = {
    "delivery.packaging", "delivery.cost", "delivery.pickup", "delivery.speed", "fit.colour", "gift.wrap", "value.price", "value.postage",
    "value.points", "value.count", "tech.controls", "tech.app", "tech.install", "eco.plastic", "eco.origin", "service.answer", "quality.care"}
SMALL_CONSOLATIONS = {
    "delivery.speed", "delivery.courier", "delivery.tracking", "delivery.packaging", "fit.colour", "fit.returns", "gift.wrap",
    "value.postage", "value.sale", "value.points", "service.answer", "service.phone", "service.person", "eco.plastic", "eco.origin", "tech.install"}


class Dice:
    """Chances from the one generator whose numbers Python promises to keep: Random.random() of an int seed."""

    def __init__(self, seed):
        self.next = random.Random(seed).random

    def chance(self, probability):
        return self.next() < probability

    def below(self, bound):
        return int(self.next() * bound)

    def pick(self, items):
        return items[self.below(len(items))]

    def weighted(self, items, weights):
        point = self.next() * sum(weights)
        for item, weight in zip(items, weights):
            point -= weight
            if point < 0:
                return item
        return items[-1]

    def shuffled(self, items):
        result = list(items)
        for last in range(len(result) - 1, 0, -1):
            other = self.below(last + 1)
            result[last], result[other] = result[other], result[last]
        return result


class Phrase:
    """One hand-written line."""

    def __init__(self, topic, facet, conditions, mark, text, blocks=()):
        self.topic = topic
        self.facet = topic + "." + facet
        self.conditions = " ".join(c for c in conditions.split() if not c.startswith("blocks:"))
        named = list(blocks) + [c[len("blocks:"):] for c in conditions.split() if c.startswith("blocks:")]
        self.blocks = {name if "." in name else topic + "." + name for name in named}
        self.mark = mark[0]
        self.strong = len(mark) == 2
        self.text = text
        self.variants = min(variants(text), 24)
        self.uses = 0
        self.product_only = False

    def fits(self, facts):
        return holds(self.conditions, facts)


def holds(conditions, facts):
    """"a b,c" is (a and b) or c."""
    return any(
        all((name[1:] not in facts) if name.startswith("!") else (name in facts) for name in choice.split())
        for choice in conditions.split(","))


def closing(text, start):
    """Index of the bracket that closes the one at start."""
    depth = 0
    for index in range(start, len(text)):
        if text[index] in "{[":
            depth += 1
        elif text[index] in "}]":
            depth -= 1
            if depth == 0:
                return index
    raise ValueError("bracket not closed: " + text)


def alternatives(text):
    depth, parts, start = 0, [], 0
    for index, char in enumerate(text):
        if char in "{[":
            depth += 1
        elif char in "}]":
            depth -= 1
        elif char == "|" and depth == 0:
            parts.append(text[start:index])
            start = index + 1
    return parts + [text[start:]]


def variants(text):
    total, index = 1, 0
    while index < len(text):
        if text[index] in "{[":
            end = closing(text, index)
            inner = sum(variants(part) for part in alternatives(text[index + 1:end]))
            total *= inner + (1 if text[index] == "[" else 0)
            index = end
        elif text[index] == "<" and "/" not in text[index:text.index(">", index)]:
            total *= 3
        index += 1
    return total


def expand(text, dice, words):
    out, index = [], 0
    while index < len(text):
        char = text[index]
        if char in "{[":
            end = closing(text, index)
            inner = text[index + 1:end]
            if char == "{" or dice.chance(0.5):
                out.append(expand(dice.pick(alternatives(inner)), dice, words))
            index = end
        elif char == "<":
            end = text.index(">", index)
            out.append(words(text[index + 1:end]))
            index = end
        else:
            out.append(char)
        index += 1
    return "".join(out)


LINE = re.compile(r"^(?:\(([^)]*)\) )?(\+\+|--|[+=~-])(\S*) (.*)$")


def read_topic(path):
    topic, facet, blocks, phrases = path.stem, "", (), []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("## "):
            facet, _, rest = line[3:].partition(" blocks ")
            blocks = rest.split()
        elif line and not line.startswith("#"):
            match = LINE.match(line)
            if not match or match.group(3):
                raise ValueError("%s line %d is not a phrase" % (path, number))
            phrases.append(Phrase(topic, facet, match.group(1) or "", match.group(2), match.group(4), blocks))
    return phrases


class Product:
    def __init__(self, name):
        self.name = name
        self.phrases = []

    def describe(self, line):
        self.noun, self.article, self.pronoun, tags, self.price = [part.strip() for part in line.split("|")]
        self.tags = set(tags.split())


def read_catalogue(path):
    products = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = LINE.match(line)
        if match:
            product = products[-1]
            topic, _, facet = match.group(3).partition(".")
            if not topic:
                raise ValueError("%s line %d names no topic" % (path, number))
            phrase = Phrase(topic, facet or "line-%d" % number, match.group(1) or "", match.group(2), match.group(4))
            phrase.product_only = True
            product.phrases.append(phrase)
        elif line.startswith("## "):
            products.append(Product(line[3:]))
        elif line and not line.startswith("#"):
            products[-1].describe(line)
    return products


def read_words(path):
    words, name = {}, None
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            name = line[3:]
            words[name] = []
        elif line and not line.startswith("#"):
            match = re.match(r"^(?:\(([^)]*)\) )?(.*)$", line)
            words[name].append((match.group(1) or "", match.group(2)))
    return words


class Customer:
    """Somebody who cares about one thing most of the time, about another often, and writes in a way of their own."""

    def __init__(self, number, dice, topics, shop):
        self.id = "c-%04d" % number
        self.main = dice.weighted(topics, shop.popularity)
        self.second = dice.pick([topic for topic in topics if topic != self.main])
        undecided = dice.chance(0.14)
        self.loyalty = 0.30 + 0.15 * dice.next() if undecided else 0.66 + 0.28 * dice.next()
        self.side = 0.5 * (1 - self.loyalty)
        self.length = dice.weighted([1.5, 2.4, 3.3, 4.8], [20, 38, 29, 13])
        self.mood = dice.next() - 0.5
        self.texts = 1 + dice.weighted(list(range(15)), [0.865 ** k for k in range(15)])
        self.favourites = {tag: 0.5 + dice.next() * dice.next() * 4 for tag in shop.kinds}
        self.style = shop.style(dice)
        self.orders = 0

    def topic(self, dice, topics):
        roll = dice.next()
        if roll < self.loyalty:
            return self.main
        return self.second if roll < self.loyalty + self.side else dice.pick(topics)


class Writer:
    """Writes one review: a plan of topics, sentences that suit the plan, and the customer's own hand."""

    def __init__(self, shop, dice):
        self.shop = shop
        self.dice = dice
        self.seen_sentences = {}
        self.seen_texts = set()

    def rate(self, customer, topic):
        weights = self.shop.ratings[topic]
        tilt = [1 + customer.mood * step for step in (-0.8, -0.5, 0, 0.4, 0.7)]
        return self.dice.weighted([1, 2, 3, 4, 5], [w * t for w, t in zip(weights, tilt)])

    def choose_product(self, customer, topic):
        products = self.shop.products
        weights = []
        for product in products:
            weight = max(customer.favourites[tag] for tag in self.shop.kinds if tag in product.tags)
            wanted = self.shop.suited[topic]
            weights.append(weight * (1.0 if not wanted or product.tags & wanted else 0.06))
        return self.dice.weighted(products, weights)

    def review(self, customer, date):
        customer.orders += 1
        for _ in range(50):
            topic = customer.topic(self.dice, self.shop.topics)
            product = self.choose_product(customer, topic)
            rating = self.rate(customer, topic)
            text = self.compose(customer, date, product, topic, rating)
            if text and text not in self.seen_texts:
                self.seen_texts.add(text)
                return product, rating, text
        raise ValueError("no new text for " + customer.id)

    def compose(self, customer, date, product, topic, rating):
        draft = Draft(self, customer, date, product, rating)
        wanted = max(1, int(customer.length + self.dice.next() * 1.6 - 0.3))
        side = customer.topic(self.dice, self.shop.topics)
        marks = {5: "+", 4: "+", 3: "~", 2: "-", 1: "-"}[rating]
        if wanted > 1 and self.dice.chance(0.42):
            draft.add([topic, topic, "general"][self.dice.below(3)], "open", marks)
        if self.dice.chance(0.2):
            draft.add("use", None, "=", product_only=True)
        for index in range(wanted):
            if rating == 3:
                marks = "~" if self.dice.chance(0.35) else ("+" if draft.mood == "-" else "-" if draft.mood == "+" else self.dice.pick("+-"))
            part = side if index and self.dice.chance(0.25) else topic
            if rating == 3 and draft.mood and marks != draft.mood and marks != "~":
                draft.contrast(marks, part)
            else:
                draft.add(part, None, marks) or draft.add(side, None, marks) or draft.add("general", "mood", marks)
        if rating in (2, 4) and wanted > 1 and self.dice.chance(0.42):
            draft.contrast("-" if rating == 4 else "+", side)
        if wanted > 1 and self.dice.chance(0.36):
            closer = {5: "+", 4: "+", 3: "~", 2: "-", 1: "-"}[rating]
            draft.add([topic, topic, "general"][self.dice.below(3)], "close", closer)
        return self.shop.finish(draft.pieces, customer.style, rating, self.dice) if draft.body else None


class Draft:
    """A review on its way: what was said, so that nothing is said twice or taken back."""

    def __init__(self, writer, customer, date, product, rating):
        self.writer, self.product, self.rating, self.date, self.customer = writer, product, rating, date, customer
        self.pieces = []
        self.used, self.blocked, self.moods = set(), set(), {}
        self.mood = None
        self.body = 0
        self.fixed = {}
        order = customer.orders
        cold, warm = date.month in (11, 12, 1, 2), date.month in (6, 7, 8)
        self.facts = set(product.tags) | {"m%d" % date.month, product.name}
        self.facts |= {"first"} if order == 1 else {"repeat"}
        self.facts |= {"regular"} if order > 5 else set()
        self.facts |= ({"cold"} if cold else set()) | ({"warm"} if warm else set())

    def add(self, topic, facet, mark, product_only=False, only=None, join=None):
        writer = self.writer
        found, weights = [], []
        pool = self.product.phrases if product_only else writer.shop.by_topic.get(topic, []) + self.product.phrases
        for phrase in pool:
            name = phrase.facet.rpartition(".")[2]
            if phrase.topic != topic or phrase.facet in self.used or phrase.facet in self.blocked or phrase.blocks & self.used:
                continue
            if facet is None and name in ("open", "close", "mood") or facet is not None and name != facet:
                continue
            if only is not None and phrase.facet not in only or not phrase.fits(self.facts):
                continue
            if phrase.mark != mark and not (facet is None and self.rating == 3 and phrase.mark == "~") and not (phrase.mark == "=" and facet):
                continue
            if phrase.mark == "=" and facet is None and mark != "=":
                continue
            if phrase.strong and self.rating not in (1, 5):
                continue
            memorable = 0.3 if name == "story" else 1.0
            fresh = 1.0 / (1 + 2.0 * phrase.uses / phrase.variants ** 0.5) ** 2
            found.append(phrase)
            weights.append(memorable * fresh * (4.0 if phrase.product_only else 1.0))
        if not found:
            return False
        phrase = writer.dice.weighted(found, weights)
        phrase.uses += 1
        text = self.fresh(phrase)
        self.used.add(phrase.facet)
        self.blocked |= phrase.blocks
        if phrase.mark in "+-":
            self.moods[topic] = phrase.mark
            self.mood = phrase.mark
        self.body += facet not in ("open", "close") and phrase.mark != "="
        kind = facet if facet in ("open", "close") else "use" if phrase.topic == "use" else "body"
        self.pieces.append((kind, join, text))
        return True

    def contrast(self, mark, topic):
        allowed = SMALL_GRIPES if mark == "-" else SMALL_CONSOLATIONS
        topics = [topic] + self.writer.dice.shuffled(self.writer.shop.topics)
        for candidate in topics:
            if candidate not in self.moods and self.add(candidate, None, mark, only=allowed, join="but" + mark):
                return True
        return False

    def fresh(self, phrase):
        """The least worn of a few ways to say it."""
        wording, subject = phrase.text, "<%s>" % self.writer.shop.person[0]
        if "named" in self.fixed and wording.startswith(subject):
            wording = "<%s>" % self.writer.shop.person[1] + wording[len(subject):]
        best, best_count = None, None
        for _ in range(7):
            attempt = dict(self.fixed)
            text = expand(wording, self.writer.dice, lambda name: self.word(name, attempt)).strip()
            count = self.writer.seen_sentences.get(text, 0)
            if best is None or count < best_count:
                best, best_count, best_fixed = text, count, attempt
            if count == 0:
                break
        self.fixed = best_fixed
        self.writer.seen_sentences[best] = best_count + 1
        return best

    def word(self, name, fixed):
        shop, dice = self.writer.shop, self.writer.dice
        if "/" in name:
            return name.split("/")[1 if self.product.pronoun == "they" else 0]
        if name in shop.plain:
            return shop.plain_word(name, self.product, self.date, self.customer.orders)
        if name in shop.person and "named" in fixed:
            return fixed[name]
        if name in shop.person[1:]:
            who = self.word(shop.person[0], fixed)
            return shop.owner(who) if name == shop.person[-1] else who
        if name == shop.occasion and name in fixed:
            return fixed[name]
        if name == shop.occasion:
            self.word(shop.person[0], fixed)
        facts = self.facts | fixed.get("facts", set())
        value = dice.pick([value for conditions, value in shop.words[name] if holds(conditions, facts)])
        if name == shop.person[0]:
            parts = [part.strip() for part in value.split("|")]
            fixed.update(zip(shop.person, parts))
            fixed["named"] = True
            fixed["facts"] = set(" ".join(parts[len(shop.person):]).split())
        else:
            fixed[name] = expand(value, dice, lambda inner: self.word(inner, fixed))
        return fixed[name]


class Shop:
    """What the two shops have in common: phrases, catalogue, and the tables below."""

    def __init__(self, language, topics, popularity, kinds, suited, ratings):
        folder = HERE / "phrases" / language
        self.language, self.topics, self.popularity, self.kinds, self.ratings = language, topics, popularity, kinds, ratings
        self.suited = {topic: set(suited.get(topic, "").split()) for topic in topics}
        self.by_topic = {topic: read_topic(folder / (topic + ".txt")) for topic in topics + ["general"]}
        self.products = read_catalogue(folder / "catalogue.txt")
        self.words = read_words(folder / "words.txt")
        self.joins = {}
        for phrase in self.by_topic["general"]:
            self.joins.setdefault(phrase.facet.partition(".")[2], []).append(phrase.text)
