// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import com.hankcs.hanlp.HanLP;
import com.hankcs.hanlp.corpus.io.ResourceIOAdapter;
import com.hankcs.hanlp.dictionary.other.CharTable;

/**
 * HanLP's table of characters: traditional forms and variants to simplified ones, one to one.
 */
final class HanLpCharacters {

    static {
        configure();
    }

    private HanLpCharacters() {
    }

    /**
     * @return the same length; only Han characters differ
     */
    static String simplify(final String text) {
        for (int i = 0; i < text.length(); i++) {
            if (simplify(text.charAt(i)) != text.charAt(i)) {
                final char[] simplified = text.toCharArray();
                for (int j = i; j < simplified.length; j++) {
                    simplified[j] = simplify(simplified[j]);
                }
                return new String(simplified);
            }
        }
        return text;
    }

    static char simplify(final char character) {
        // The table also joins cases and widths of other scripts, which is not asked for here.
        return Character.isIdeographic(character) ? CharTable.convert(character) : character;
    }

    /**
     * A hanlp.properties or HANLP_ROOT on the machine must not change what the tokens are, so the paths are set to HanLP's
     * own resources before a dictionary is loaded.
     */
    static void configure() {
        HanLP.Config.IOAdapter = new ResourceIOAdapter();
        HanLP.Config.CoreDictionaryPath = "data/dictionary/CoreNatureDictionary.mini.txt";
        HanLP.Config.CoreDictionaryTransformMatrixDictionaryPath = "data/dictionary/CoreNatureDictionary.tr.txt";
        HanLP.Config.BiGramDictionaryPath = "data/dictionary/CoreNatureDictionary.ngram.mini.txt";
        HanLP.Config.CustomDictionaryPath = new String[]{"data/dictionary/custom/CustomDictionary.txt"};
        HanLP.Config.CustomDictionaryAutoRefreshCache = false;
        HanLP.Config.CharTypePath = "data/dictionary/other/CharType.bin";
        HanLP.Config.CharTablePath = "data/dictionary/other/CharTable.txt";
        HanLP.Config.Normalization = false;
    }
}
