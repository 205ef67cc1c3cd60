# SPDX-License-Identifier: Apache-2.0
"""What the peers share: records in, one line of JSON out."""
import gzip
import json
import sys
import time


def records(path, limit=None):
    """The records of a file of JSON lines, gzipped or not."""
    with open(path, "rb") as raw:
        packed = raw.read(2) == b"\x1f\x8b"
    with (gzip.open if packed else open)(path, "rt", encoding="utf-8") as lines:
        count = 0
        for line in lines:
            if limit is not None and count >= limit:
                return
            if line.strip():
                count += 1
                yield json.loads(line)


def text_of(record, field):
    """The field's text, or None where it is missing or blank."""
    value = record.get(field)
    return str(value) if value is not None and str(value).strip() else None


def is_chinese(texts):
    """Whether most letters are Chinese."""
    letters = [c for text in texts[:500] for c in text if c.isalpha()]
    return sum("\u4e00" <= c <= "\u9fff" for c in letters) * 2 > len(letters)


def chinese_words(text):
    """Words of Chinese text, without those that are spaces or punctuation only."""
    import jieba
    return [word for word in jieba.lcut(text.lower()) if any(c.isalnum() for c in word)]


def prepare_chinese():
    """Loads jieba's dictionary, which is not to be measured."""
    import logging
    import jieba
    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()


def vectorizer(texts, language, **options):
    """A TfidfVectorizer for the texts' language; jieba finds Chinese words."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    if language == "zh" or language == "auto" and is_chinese(texts):
        prepare_chinese()
        return TfidfVectorizer(tokenizer=chinese_words, token_pattern=None, **options)
    return TfidfVectorizer(**options)


class Stopwatch:
    """Time on the clock and of all processors."""

    def __init__(self):
        self.start = time.perf_counter()
        self.processor_start = time.process_time()

    def seconds(self):
        return round(time.perf_counter() - self.start, 6)

    def processor_seconds(self):
        return round(time.process_time() - self.processor_start, 6)


def repeat(times, work):
    """What the work gave the last time, and its seconds: the median and each."""
    each = []
    for _ in range(times):
        watch = Stopwatch()
        done = work()
        each.append(watch.seconds())
    return done, {"seconds": sorted(each)[times // 2], "seconds_each": each}


def fail(sentence):
    print(sentence, file=sys.stderr)
    sys.exit(2)
