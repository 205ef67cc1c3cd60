// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text.pii;

/**
 * Words before a number that make it the number of a thing: of an order, a parcel, a part.
 */
final class References {

    /** "Order number is " and the like fit between. */
    private static final int REACH = 16;
    private static final Nearby WORDS = new Nearby(REACH,
            "order", "orders", "invoice", "tracking", "waybill", "parcel", "reference", "ref", "ticket", "case no", "case number", "sku", "item", "part", "model", "isbn", "ean", "upc", "barcode",
            "serial", "confirmation", "booking", "product", "article", "batch", "lot",
            "订单", "訂單", "单号", "單號", "编号", "編號", "货号", "貨號", "型号", "型號", "条码", "條碼", "流水", "发票", "發票", "批次", "批号", "序列号", "工单", "编码", "商品");

    private References() {
    }

    static boolean spokenOf(final String text, final int start) {
        return WORDS.directlyBefore(text, start);
    }
}
