// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.systemtests;

import com.fasterxml.jackson.databind.ObjectMapper;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Small sets of customers' texts about three themes, the same for the same seed.
 */
final class Texts {

    static final int THEMES = 3;

    private static final List<List<String>> ENGLISH = List.of(
            List.of("the parcel arrived late", "delivery took two weeks", "the courier left the package in the rain",
                    "shipping was quick and the box intact", "my order never arrived"),
            List.of("the shoes are too narrow", "this jacket fits perfectly", "the sleeves are too long for me",
                    "I had to return the dress for a smaller size", "comfortable trousers with a good waist"),
            List.of("the battery dies within an hour", "the screen flickers after the update", "great sound from these headphones",
                    "the phone does not charge any more", "the app crashes when I connect the watch"));
    private static final List<List<String>> CHINESE = List.of(
            List.of("快递太慢了，等了两个星期", "包裹在路上丢了，一直没有收到", "物流很快，第二天就送到了", "快递员把包裹放在雨里", "发货速度很快，包装完整"),
            List.of("鞋子太小了，只能换大一码", "这件外套很合身，颜色也好看", "裤子的腰围偏大，穿着不舒服", "裙子的面料很柔软，尺码标准", "衣服洗了一次就缩水了"),
            List.of("电池用一个小时就没电了", "手机屏幕更新以后一直闪", "耳机的音质很好，低音很足", "手表连接不上手机", "充电器发热很严重，不敢用"));

    private Texts() {
    }

    static List<String> english(final int count, final long seed) {
        return lines(ENGLISH, ", ", count, seed);
    }

    static List<String> chinese(final int count, final long seed) {
        return lines(CHINESE, "，", count, seed);
    }

    private static List<String> lines(final List<List<String>> themes, final String join, final int count, final long seed) {
        final Random random = new Random(seed);
        final ObjectMapper json = new ObjectMapper();
        final List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final List<String> theme = themes.get(i % THEMES);
            final String text = theme.get(random.nextInt(theme.size())) + join + theme.get(random.nextInt(theme.size()));
            lines.add(json.createObjectNode().put("id", "r" + seed + "-" + i).put("customer_id", "c" + i / (2 * THEMES) + "-" + i % THEMES).put("text", text)
                    .put("rating", 1 + random.nextInt(5)).toString());
        }
        return lines;
    }

    static List<String> ids(final List<String> lines) {
        return lines.stream().map(line -> line.substring(line.indexOf(":\"") + 2, line.indexOf("\","))).sorted().toList();
    }
}
