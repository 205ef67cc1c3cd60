# Licensed under the Apache License, Version 2.0: https://www.apache.org/licenses/LICENSE-2.0
# SPDX-License-Identifier: Apache-2.0
"""Fernhill, the invented outdoor and home shop, and the hands in which its customers write."""

import re

from reviewers import Shop

TOPICS = ["delivery", "fit", "gift", "value", "quality", "service", "tech", "eco"]
POPULARITY = [14, 14, 12, 13, 14, 11, 13, 12]
KINDS = ["wear", "foot", "camp", "pack", "cook", "tech", "home", "garden", "edible", "body", "kids"]
SUITED = {"fit": "sized", "tech": "electric camp cook wear pack", "eco": "edible body health eco", "gift": "gifty"}
#                    1   2   3   4   5 stars
RATINGS = {
    "delivery": [19, 20, 13, 19, 29],
    "fit": [12, 22, 16, 25, 25],
    "gift": [6, 9, 9, 27, 49],
    "value": [9, 14, 17, 30, 30],
    "quality": [13, 14, 11, 25, 37],
    "service": [34, 20, 10, 12, 24],
    "tech": [10, 20, 18, 29, 23],
    "eco": [7, 14, 12, 28, 39]}

MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth",
            "fourteenth", "fifteenth"]
NAMES = re.compile(r"^(I\b|I'|Fernhill|Black Friday|USB|IPX|Bluetooth|GPS|Micro|Christmas|Easter|Monday|Tuesday|[A-Z]{2}|January|Micro|Dented [A-Z])")

HABITS = [("definitely", "definately"), ("received", "recieved"), ("a lot", "alot"), ("separate", "seperate"), ("it's", "its"), ("until", "untill"),
          ("which", "wich"), ("really", "realy"), ("delivery", "delivary"), ("quality", "qualty"), ("beautiful", "beautifull"), ("because", "becuase"),
          ("tomorrow", "tommorow"), ("they're", "their"), ("you're", "your"), ("would have", "would of"), ("should have", "should of"), ("the", "teh"),
          ("address", "adress"), ("disappointed", "dissapointed"), ("surprised", "suprised"), ("than", "then"), ("too ", "to "), ("weird", "wierd"),
          ("courier", "currier"), ("packaging", "packageing"), ("guarantee", "garantee"), ("comfortable", "comftable"), ("with", "wiht"),
          ("and ", "an "), ("waterproof", "water proof"), ("present", "pressent"), ("replacement", "replacment"), ("believe", "beleive"), ("size", "sise")]
AMERICAN = [("colour", "color"), ("grey", "gray"), ("trousers", "pants"), ("metre", "meter"), ("centimetre", "centimeter"), ("parcel", "package"),
            ("mum", "mom"), ("neighbour", "neighbor"), ("favourite", "favorite"), ("petrol", "gas"), ("quid", "bucks"),
            ("jumper", "sweater"), ("queue", "line"), ("aluminium", "aluminum"), ("grandad", "grandpa"), ("nan", "grandma"), ("boot of the car", "trunk"),
            ("garden", "yard"), ("rubbish", "garbage"), ("postage", "shipping"), ("autumn", "fall"), ("holiday", "vacation"), ("lad", "guy")]
SHORT = [("and", "&"), ("you", "u"), ("because", "cos"), ("really", "rly"), ("people", "ppl"), ("great", "gr8"), ("with", "w/"), ("about", "abt"),
         ("though", "tho"), ("thanks", "thx"), ("something", "smth"), ("please", "pls"), ("what", "wot"), ("before", "b4"), ("through", "thru")]
CASUAL_FRONT = ["tbh ", "ok so ", "honestly ", "ngl ", "right, ", "so ", "well ", "hmm ", "ok, ", "look, ", "err ", "ha, "]
CASUAL_BACK = {True: [" lol", " haha", " tbh", " imo", " :)", " ;)", " xx", " x", " cheers", " :-)", " ha", " love it"],
               False: [" lol", " tbh", " imo", " fyi", " smh", " :(", " just saying", " ffs", " :-/", " ugh", " grr", " not happy"]}
GLAD = ["😀", "👍", "❤️", "🙌", "😍", "🎉", "💚", "👌", "🏕️", "✨"]
SAD = ["😡", "👎", "🙄", "😩", "🤦", "😤", "💔", "🤷"]
UNSURE = ["🤷", "😐", "🤔"]
SIGNATURES = ["M.", "- J", "Regards, T. W.", "Sue x", "Col", "- a grumpy old man", "Yours, P.", "(Gran of six)", "Dee", "B. from up the valley", "Kind regards", "- R.",
              "Marj", "Best, H.", "Bob & dog", "A mum of three"]


class EnglishShop(Shop):
    person = ("who", "he", "him", "his")
    occasion = "occasion"
    plain = ("item", "a", "price", "month", "nth", "nth-digit")

    def __init__(self):
        super().__init__("en", TOPICS, POPULARITY, KINDS, SUITED, RATINGS)

    def plain_word(self, name, product, date, order):
        return {
            "item": product.noun, "a": product.article, "price": "£" + product.price, "month": MONTHS[date.month - 1],
            "nth": ORDINALS[order - 1], "nth-digit": str(order)}[name]

    def owner(self, who):
        return who + "'s"

    def style(self, dice):
        casual = dice.chance(0.3)
        return {
            "lower": casual and dice.chance(0.45),
            "upper": dice.chance(0.012),
            "shout": dice.chance(0.12),
            "no_apostrophes": casual and dice.chance(0.5),
            "habits": [dice.pick(HABITS) for _ in range(2 + dice.below(4))] if dice.chance(0.38) else [],
            "slips": 0.012 if dice.chance(0.15) else 0.0,
            "american": dice.chance(0.14),
            "short": [dice.pick(SHORT) for _ in range(2 + dice.below(3))] if casual and dice.chance(0.4) else [],
            "front": casual and [dice.pick(CASUAL_FRONT), dice.pick(CASUAL_FRONT)],
            "back": {glad: [dice.pick(words), dice.pick(words)] for glad, words in CASUAL_BACK.items()} if casual else None,
            "dots": dice.chance(0.09),
            "bangs": dice.weighted([0, 1, 3], [80, 15, 5]),
            "emoji": dice.chance(0.1),
            "splice": dice.chance(0.16),
            "dash": dice.chance(0.14),
            "breaks": dice.chance(0.12),
            "no_end": dice.chance(0.12),
            "double_space": dice.chance(0.05),
            "signature": dice.pick(SIGNATURES) if dice.chance(0.05) else None,
            "joins": dice.chance(0.7)}

    def finish(self, pieces, style, rating, dice):
        text = ""
        for index, (kind, join, piece) in enumerate(pieces):
            piece = style_sentence(piece, style, dice)
            previous = pieces[index - 1] if index else None
            if join and dice.chance(0.85):
                piece = dice.pick(self.joins[join]) + " " + lower_first(piece)
            elif index and kind == "body" and previous[0] == "body" and style["joins"] and dice.chance(0.2):
                piece = dice.pick(self.joins["and"]) + " " + lower_first(piece)
            else:
                piece = piece[0].upper() + piece[1:]
            if not text:
                text = piece
            elif kind == "body" and not join and previous[0] == "body" and text[-1] == "." and not text.endswith("..") and (style["splice"] or style["dash"]) and len(previous[2]) < 75 and dice.chance(0.55):
                text = text[:-1] + (", " if style["splice"] else " - ") + lower_first(piece)
            else:
                text += ("\n\n" if style["breaks"] and index % 2 == 0 else "  " if style["double_space"] else " ") + piece
        text = re.sub(r"\s+([,.;:?!])", r"\1", text)
        if style["front"] and dice.chance(0.25):
            text = dice.pick(style["front"]) + lower_first(text)
            text = text[0].upper() + text[1:]
        return hand(text, style, rating, dice)

    def awkward(self):
        return AWKWARD


def lower_first(text):
    return text if NAMES.match(text) else text[0].lower() + text[1:]


def style_sentence(text, style, dice):
    text = text[0].upper() + text[1:]
    text = re.sub(r"([.?!:] )([a-z])", lambda m: m.group(1) + (m.group(2).upper() if m.group(1)[0] != ":" else m.group(2)), text)
    if style["dots"] and text.endswith(".") and dice.chance(0.5):
        text = text[:-1] + "..."
    if style["bangs"] and text.endswith(".") and dice.chance(0.45):
        text = text[:-1] + "!" * style["bangs"]
    return text


def hand(text, style, rating, dice):
    """The same words as this customer would type them."""
    if style["american"]:
        for british, american in AMERICAN:
            text = re.sub(r"\b" + british + r"(s|ed|ly)?\b", american + r"\1", text)
        text = text.replace("£", "$")
    for right, wrong in style["habits"]:
        often = 0.2 if right in ("the", "and ", "with") else 0.85
        text = re.sub(r"\b" + right + (r"\b" if right[-1].isalpha() else ""), lambda match: wrong if dice.chance(often) else match.group(), text)
    for long, short in style["short"]:
        text = re.sub(r"\b" + long + r"\b", short, text)
    if style["slips"]:
        text = "".join(slip(word, dice) if dice.chance(style["slips"] * 2) else word for word in re.split(r"(\W+)", text))
    if style["shout"]:
        words = re.split(r"(\W+)", text)
        loud = dice.below(len(words))
        text = "".join(word.upper() if (at == loud or word in ("never", "not", "twice", "again")) and dice.chance(0.7) else word for at, word in enumerate(words))
    if style["no_apostrophes"]:
        text = text.replace("'", "")
    if style["back"] and dice.chance(0.28):
        text = text.rstrip(".") + dice.pick(style["back"][rating > 3])
    elif style["no_end"] and text.endswith("."):
        text = text[:-1]
    if style["lower"]:
        text = text.lower()
    if style["upper"]:
        text = text.upper()
    if style["emoji"] and dice.chance(0.6):
        text += (" " if dice.chance(0.7) else "") + dice.pick(GLAD if rating > 3 else UNSURE if rating == 3 else SAD) * (1 + dice.below(3))
    if style["signature"] and dice.chance(0.7):
        text += " " + style["signature"]
    return text


def slip(word, dice):
    """Two neighbouring letters change places, or one goes missing."""
    if len(word) < 4 or not word.isalpha():
        return word
    at = 1 + dice.below(len(word) - 2)
    if dice.chance(0.6):
        return word[:at] + word[at + 1] + word[at] + word[at + 2:]
    return word[:at] + word[at + 1:]


RAMBLE = (
    "I'll begin at the beginning, as my late husband used to say, although he never did. We were three streets from the old shop when the bus broke down and "
    "I got talking to a woman with a spaniel who said, and I remember it because she had a bandage on her thumb, that she got everything from Fernhill these "
    "days, everything but the spaniel. So I went home and had my grandson put it up on the screen. He is eleven. He has a tooth missing and a very short temper "
    "with buttons, he gets that from his mother. We looked at the pictures for an hour. There was a stove, there was a blanket, there was a hat I would have had in "
    "1974. In the end we ordered one thing, only the one, because I wanted to see how they would do with one before I gave them two. That was on the Sunday. On the "
    "Monday nothing, which is right, nobody should work like that. On the Tuesday a message came to my grandson, in the middle of arithmetic, and he was made to stand "
    "in the corridor. I have written to the school. On the Wednesday the man came. A tall man with a cold. He said sign here and I said with what and he said with your "
    "finger, and I signed with my finger, and it looked like a spider, and he said that's fine love, they all do. Then I made tea and let the parcel stand for a while "
    "because I like to have something to look forward to. When I did open it I used the good scissors. There was paper, long brown paper, I have ironed it and kept it. "
    "And there it was. Now you will want to know whether it is any good. I thought so at first. Then on Thursday I did not think so. On Friday my sister came, who knows "
    "about these things, she was forty years at the mill, and she turned it over and over, and pulled at it, and smelled it, and held it up against the window, and said "
    "Margaret, you have bought worse. From her that is nearly a song. We used it on Saturday and again on Sunday and it did what it was meant to do, no more, but I did "
    "not need more. On Sunday night the heating went off, which is another story and not the fault of Fernhill, and I was very glad of it, or would have been if I had "
    "remembered where I had put it. I found it in the pantry. I do not know why I tell you all this, but the box says tell us what you think and nobody has asked me "
    "that since the council did the bins. What I think is four stars. It would be five, but you have to leave somewhere to go. My grandson says I must press the orange "
    "button now and that there is no room for more, but there is room, look, there is room here, and here as well. ")

AWKWARD = [
    "", "", "", "", None, None, None, "   ", "Good", "ok", "Perfect!", "meh", "Brilliant", "Rubbish.",
    lambda text: "<p>" + text.replace(". ", ".<br/>") + "</p>",
    lambda text: "<div class=\"review\"><b>Verdict:</b> " + text + "</div>",
    lambda text: text.replace(" and ", " &amp; ").replace("'", "&#39;"),
    lambda text: "&quot;" + text + "&quot;&nbsp;&hellip;",
    lambda text: text + " Pictures here: https://photos.example.com/a/fernhill-2?id=8841&size=l",
    lambda text: "see www.example.org/walks/ridge-loop for where I took it. " + text,
    lambda text: text + " You can mail me at jo.marsh@example.com if you need to know more.",
    lambda text: "Still waiting. Order F-20871, name Marsh, e-mail h.tolliver@example.com, please answer!! " + text,
    "😀😀😀", "👍", "💩💩 👎🏽", "!!!!!!!!!!!!", "...",
    lambda text: "Soooooooo goooood!!!!!!!! " + text + " 🏔️🥾👨‍👩‍👧‍👦",
    lambda text: RAMBLE + text,
    lambda text: RAMBLE.replace("Wednesday", "Thursday").replace("Margaret", "Win") + "PS: " + text + " PPS: The spaniel's name is Biscuit."]
