# Licensed under the Apache License, Version 2.0: https://www.apache.org/licenses/LICENSE-2.0
# SPDX-License-Identifier: Apache-2.0
"""麦垛集 (Maiduoji), the invented shop for home, food, baby and digital goods, and the way its customers type."""

import re

from reviewers import Shop

TOPICS = ["delivery", "service", "value", "baby", "digital", "taste", "quality", "elders"]
POPULARITY = [13, 11, 13, 13, 12, 14, 13, 12]
KINDS = ["kitchen", "home", "digital", "food", "baby", "elder", "consumable"]
SUITED = {"baby": "baby kids", "digital": "electric digital", "taste": "food kitchen", "quality": "durable", "elders": "gifty elder"}
#                    1   2   3   4   5 stars
RATINGS = {
    "delivery": [20, 18, 11, 19, 32],
    "service": [36, 17, 9, 11, 27],
    "value": [10, 13, 15, 28, 34],
    "baby": [11, 14, 11, 24, 40],
    "digital": [12, 18, 15, 29, 26],
    "taste": [11, 13, 12, 26, 38],
    "quality": [15, 16, 11, 24, 34],
    "elders": [8, 12, 9, 24, 47]}

COUNTS = "一二三四五六七八九十"
SLIPS = [("的", "地"), ("得", "的"), ("再", "在"), ("做", "作"), ("已经", "以经"), ("质量", "质亮"), ("快递", "快弟"), ("客服", "课服"), ("声音", "生音"),
         ("怎么", "肿么"), ("喜欢", "稀饭"), ("什么", "啥"), ("没有", "木有"), ("孩子", "孩纸"), ("老公", "LG"), ("不错", "8错"), ("真的", "真滴"),
         ("东西", "东东"), ("非常", "灰常"), ("包装", "包庄"), ("就是", "就4")]
PARTICLES = {True: ["哈哈", "嘻嘻", "哟", "喽", "～", "啦", "棒棒哒", "，赞", "[赞]", "~~", "，嘿嘿"], False: ["……", "唉", "，呵呵", "，醉了", "，哼", "！！", "，心累", "，无语", "[怒]", "，服了"]}
GLAD = ["😊", "👍", "❤️", "🌹", "😋", "🎉", "💪", "🥰", "✨"]
SAD = ["😡", "👎", "💔", "🙄", "😤", "😭", "🤮"]
UNSURE = ["🤷", "😐", "🤔"]
SIGNATURES = ["——一个老顾客", "（手机打字，见谅）", "以上。", "（代老妈评）", "——楼主飘过", "匿名就不匿了。"]


class ChineseShop(Shop):
    person = ("谁", "他")
    occasion = "节"
    plain = ("物", "台", "价", "月", "几")

    def __init__(self):
        super().__init__("zh", TOPICS, POPULARITY, KINDS, SUITED, RATINGS)

    def plain_word(self, name, product, date, order):
        if name == "几":
            return "十" * (order > 10) + COUNTS[(order - 1) % 10]
        return {"物": product.noun, "台": product.article, "价": product.price, "月": "%d月" % date.month}[name]

    def owner(self, who):
        return who

    def style(self, dice):
        return {
            "marks": dice.weighted(["full", "half", "spaces", "commas", "none"], [64, 10, 10, 13, 3]),
            "bangs": dice.weighted([0, 1, 3], [76, 17, 7]),
            "dots": dice.chance(0.08),
            "wave": dice.chance(0.07),
            "habits": [dice.pick(SLIPS) for _ in range(1 + dice.below(3))] if dice.chance(0.3) else [],
            "particles": {glad: [dice.pick(words), dice.pick(words)] for glad, words in PARTICLES.items()} if dice.chance(0.3) else None,
            "emoji": dice.chance(0.14),
            "dear": dice.chance(0.05),
            "repeat": dice.chance(0.08),
            "breaks": dice.chance(0.08),
            "signature": dice.pick(SIGNATURES) if dice.chance(0.04) else None,
            "no_end": dice.chance(0.3),
            "joins": dice.chance(0.75)}

    def finish(self, pieces, style, rating, dice):
        text = ""
        for index, (kind, join, piece) in enumerate(pieces):
            if piece[-1] not in "。？！…）：":
                piece += "。"
            if join and dice.chance(0.9):
                piece = dice.pick(self.joins[join]) + piece
            elif index and kind == "body" and pieces[index - 1][0] == "body" and style["joins"] and dice.chance(0.16):
                piece = dice.pick(self.joins["and"]) + piece
            text += ("\n" if style["breaks"] and index and index % 2 == 0 else "") + piece
        return hand(re.sub("([？！…])[。，]", r"\1", text), style, rating, dice)

    def awkward(self):
        return AWKWARD


def hand(text, style, rating, dice):
    """The same words as this customer would type them."""
    stops = {"full": None, "half": ". ", "spaces": " ", "commas": "，", "none": ""}[style["marks"]]
    if style["dots"]:
        text = sometimes("。", "……", text, 0.5, dice)
    if style["wave"]:
        text = sometimes("。", "~", text, 0.6, dice)
    if style["bangs"]:
        text = sometimes("。", "！" * style["bangs"], text, 0.5, dice)
    if stops is not None:
        text = text.rstrip("。").replace("。", stops)
        if style["marks"] == "half":
            text = text.replace("，", ",").replace("？", "?").replace("！", "!").replace("：", ":")
        if style["marks"] in ("spaces", "none"):
            text = text.replace("，", " " if style["marks"] == "spaces" or dice.chance(0.6) else "")
    for usual, own in style["habits"]:
        often = 0.12 if len(usual) == 1 else 0.7
        text = sometimes(usual, own, text, often, dice)
    if style["repeat"]:
        text = re.sub(r"(不错|满意|失望|垃圾|好吃)", r"\1\1", text, count=1)
    if style["dear"] and dice.chance(0.4):
        text = dice.pick(["亲，", "亲们，", "家人们，", "姐妹们，"]) + text
    if style["no_end"]:
        text = text.rstrip("。")
    if style["particles"] and dice.chance(0.35):
        text = text.rstrip("。，！…") + dice.pick(style["particles"][rating > 3])
    if style["emoji"] and dice.chance(0.6):
        text += dice.pick(GLAD if rating > 3 else UNSURE if rating == 3 else SAD) * (1 + dice.below(3))
    if style["signature"] and dice.chance(0.6):
        text += style["signature"]
    return text


def sometimes(old, new, text, often, dice):
    return re.sub(re.escape(old), lambda match: new if dice.chance(often) else old, text)


RAMBLE = (
    "事情要从头说起。那天我在公交站等车，等了四十分钟没来，旁边一个抱猫的大姐跟我聊上了，猫叫土豆，橘的，十二斤，她说她家东西都在麦垛集买，除了猫。我回家就让孙子给我找。孙子十一岁，"
    "掉了颗门牙，教我用手机没耐心，这点随他妈。我们俩看了一个钟头，看锅，看被子，看一个我年轻时候想买没舍得买的水壶。最后就下了一单，就一单，我想先看看他们一单办得怎么样，再给第二单。"
    "那天是礼拜天。礼拜一没动静，应该的，人家也要歇。礼拜二短信来了，来得不巧，孙子正上数学课，手机在他书包里响，罚站了半节课，这个我已经跟老师解释过了，老师也笑了。礼拜三小哥来了，高个子，"
    "感冒，鼻子囔囔的，说阿姨签个字，我说拿什么签，他说拿手指头，我就拿手指头签了，像只蜘蛛，他说没事都像蜘蛛。我没马上拆。人到我这个岁数，要留点盼头。泡了茶，看了一集电视剧，就是那个男的老也"
    "不说实话的，看完才拆的。用的是好剪刀。里面的纸我都留着了，压平了垫抽屉。东西嘛，头一天觉得好，第二天觉得一般，第三天我妹妹来了，她在厂里干了三十年质检，拿过去翻来覆去地看，又闻又捏，又对着"
    "窗户照，最后说：姐，你买过更差的。从她嘴里出来，这就是夸了。礼拜六用了一回，礼拜天又用了一回，该干啥干啥，不多也不少。礼拜天晚上停电，这不怪店家，怪对面工地，我摸黑找它找了半天，"
    "原来我自己给放阳台上了。你问我为啥写这么多，盒子里有张纸，写着“您的意见对我们很重要”，自打居委会换垃圾桶以后，就没人问过我的意见了。我的意见就是四颗星。本来是五颗，"
    "总得留一颗，好让人家往上走走。孙子说可以点提交了，说写不下了，我看写得下，你看，这儿还能写，这儿也还能写。")

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")

AWKWARD = [
    "", "", "", "", None, None, None, "　　", "好", "不错", "垃圾", "还行吧", "赞",
    "此用户没有填写评价。", "１１１１１１",
    lambda text: "<p>" + text.replace("，", "，<br/>") + "</p>",
    lambda text: "<span style=\"color:red\">追评</span>：" + text,
    lambda text: "&ldquo;" + text + "&rdquo;&nbsp;&amp; 其他都好",
    lambda text: text + " 实拍图：https://photos.example.com/m/8841.jpg?from=app",
    lambda text: text + " 测评全文见 www.example.org/post/2207",
    lambda text: text + " 有问题发我邮箱 lin.xiaoman@example.com",
    lambda text: "订单号 M20240877，邮箱 zhou.qing@example.com，请尽快回复！" + text,
    lambda text: "买了３个，用了１２天，花了２８８块。" + text,
    lambda text: "２０２４年９月买的，" + text.translate(FULL_WIDTH),
    "😋😋😋", "👍👍", "💩👎🏽", "！！！！！！！！", "。。。",
    lambda text: "好好好好好好好好！！！！" + text + " 👨‍👩‍👧‍👦🍚",
    lambda text: RAMBLE + text,
    lambda text: RAMBLE.replace("礼拜三", "礼拜四").replace("土豆", "年糕") + "再补一句：" + text]
