// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

/**
 * Decides between English and Chinese by the script that carries most words: the two share none. A Han character counts as a
 * word, and so does a run of letters of any other script; kana count one by one, so that Japanese is not taken for Chinese.
 * <p>
 * It tells scripts apart, not languages: French is taken for English. A third language that shares a script with one of these
 * two needs a statistical detector.
 */
final class LanguageByScript {

    private LanguageByScript() {
    }

    /**
     * @return the language, or null when the text has no letters or most of them are of another script
     */
    static TextLanguage detect(final String text) {
        int han = 0;
        int latin = 0;
        int other = 0;
        boolean inLatin = false;
        boolean inOther = false;
        int codePoint;
        for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
            codePoint = text.codePointAt(i);
            final boolean letter = Character.isLetter(codePoint);
            final boolean ideograph = letter && Character.isIdeographic(codePoint);
            final boolean latinLetter = letter && !ideograph && Scripts.isLatin(codePoint);
            final boolean otherLetter = letter && !ideograph && !latinLetter;
            if (ideograph) {
                han++;
            } else if (latinLetter && !inLatin) {
                latin++;
            } else if (otherLetter && (!inOther || Scripts.isKana(codePoint))) {
                other++;
            }
            inLatin = latinLetter;
            inOther = otherLetter;
        }
        if (han > 0 && han >= latin && han >= other) {
            return TextLanguage.CHINESE;
        }
        return latin > 0 && latin >= other ? TextLanguage.ENGLISH : null;
    }
}
