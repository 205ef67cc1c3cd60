// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import org.apache.nifi.logging.ComponentLog;

import java.lang.reflect.Proxy;

/**
 * A log that keeps everything to itself, for Record Readers and Writers: NiFi's own write whole records into the log when
 * they cannot handle them. What went wrong, and where, is said by {@link RecordSource} and {@link RecordSink}.
 */
final class SilentLog {

    static final ComponentLog INSTANCE = (ComponentLog) Proxy.newProxyInstance(SilentLog.class.getClassLoader(), new Class<?>[]{ComponentLog.class},
            (proxy, method, arguments) -> switch (method.getName()) {
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                case "toString" -> "silent";
                default -> method.getReturnType() == boolean.class ? Boolean.FALSE : null;
            });

    private SilentLog() {
    }
}
