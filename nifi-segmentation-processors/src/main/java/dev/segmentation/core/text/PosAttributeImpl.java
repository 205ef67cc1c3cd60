// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import org.apache.lucene.util.AttributeImpl;
import org.apache.lucene.util.AttributeReflector;

/**
 * Lucene finds this class by its name.
 */
public final class PosAttributeImpl extends AttributeImpl implements PosAttribute {

    private PartOfSpeech partOfSpeech;

    @Override
    public PartOfSpeech partOfSpeech() {
        return partOfSpeech;
    }

    @Override
    public void setPartOfSpeech(final PartOfSpeech newPartOfSpeech) {
        partOfSpeech = newPartOfSpeech;
    }

    @Override
    public void clear() {
        partOfSpeech = null;
    }

    @Override
    public void copyTo(final AttributeImpl target) {
        ((PosAttribute) target).setPartOfSpeech(partOfSpeech);
    }

    @Override
    public void reflectWith(final AttributeReflector reflector) {
        reflector.reflect(PosAttribute.class, "partOfSpeech", partOfSpeech);
    }
}
