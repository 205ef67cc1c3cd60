# SPDX-License-Identifier: Apache-2.0
"""How fast gensim trains Word2Vec; the words are those of a file with one text a line and a space between words."""
import argparse
import json

import common


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", required=True)
    parser.add_argument("--architecture", choices=["cbow", "skipgram"], default="skipgram")
    parser.add_argument("--dimensions", type=int, default=100)
    parser.add_argument("--window", type=int, default=5)
    parser.add_argument("--negative", type=int, default=5)
    parser.add_argument("--subsampling", type=float, default=0.001)
    parser.add_argument("--minimum-count", type=int, default=2)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    from gensim.models import Word2Vec
    with open(options.words, encoding="utf-8") as lines:
        words = [line.split() for line in lines]
    watch = common.Stopwatch()
    Word2Vec(words, vector_size=options.dimensions, window=options.window, negative=options.negative, sample=options.subsampling, min_count=options.minimum_count,
             epochs=options.epochs, workers=options.threads, sg=int(options.architecture == "skipgram"), seed=1)
    seconds = watch.seconds()
    print(json.dumps({"seconds": seconds, "processor_seconds": watch.processor_seconds(),
                      "words_per_second": round(sum(map(len, words)) * options.epochs / seconds, 6)}))


if __name__ == "__main__":
    main()
