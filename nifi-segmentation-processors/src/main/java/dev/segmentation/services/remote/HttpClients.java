// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services.remote;

import org.apache.nifi.proxy.ProxyConfiguration;
import org.apache.nifi.ssl.SSLContextProvider;

import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The JDK's HTTP client with NiFi's services for TLS and proxies, on threads of its own. It follows no redirects: they would take the key elsewhere.
 *
 * @param http the client
 * @param threads on which it runs
 */
public record HttpClients(HttpClient http, ExecutorService threads) {

    private static final int THREADS = 2;

    /**
     * @param tls null for Java's own trust
     * @param timeout for connecting
     */
    public static HttpClients create(final SSLContextProvider tls, final ProxyConfiguration proxy, final Duration timeout) {
        final ExecutorService threads = Executors.newFixedThreadPool(THREADS, runnable -> {
            final Thread thread = new Thread(runnable, "remote-embedding-http");
            thread.setDaemon(true);
            return thread;
        });
        final HttpClient.Builder builder = HttpClient.newBuilder().executor(threads).connectTimeout(timeout).followRedirects(HttpClient.Redirect.NEVER);
        if (tls != null) {
            builder.sslContext(tls.createContext());
        }
        if (proxy.getProxyType() == Proxy.Type.HTTP) {
            builder.proxy(ProxySelector.of(new InetSocketAddress(proxy.getProxyServerHost(), proxy.getProxyServerPort())));
            if (proxy.hasCredential()) {
                builder.authenticator(new ProxyCredential(proxy));
            }
        }
        return new HttpClients(builder.build(), threads);
    }

    /** Given to the proxy alone. */
    private static final class ProxyCredential extends Authenticator {

        private final ProxyConfiguration proxy;

        ProxyCredential(final ProxyConfiguration proxy) {
            this.proxy = proxy;
        }

        @Override
        protected PasswordAuthentication getPasswordAuthentication() {
            return getRequestorType() == RequestorType.PROXY ? new PasswordAuthentication(proxy.getProxyUserName(), proxy.getProxyUserPassword().toCharArray()) : null;
        }
    }
}
