package dev.patchbay.security.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An issuer that a test can break. How it signs proves nothing about real ones, which platform/tests has; here it is about
 * when it is asked.
 */
final class FakeIssuer implements AutoCloseable {
    final AtomicInteger keysAsked = new AtomicInteger();
    final AtomicInteger tokensAsked = new AtomicInteger();
    final Map<String, String> opaque = new ConcurrentHashMap<>();
    volatile boolean down;
    volatile String metadataIssuer = "";
    volatile String moreMetadata = "";
    volatile String tokenAnswer = "{}";
    volatile String tokenRequest = "";
    private volatile ECKey key;
    private final HttpServer server;

    FakeIssuer() throws IOException {
        rotate("k1");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        answer("/.well-known/openid-configuration", request -> "{\"issuer\":\""
                + (metadataIssuer.isEmpty() ? issuer() : metadataIssuer) + "\",\"jwks_uri\":\"" + issuer()
                + "/keys\"" + moreMetadata + "}");
        answer("/keys", request -> {
            keysAsked.incrementAndGet();
            return new JWKSet(key.toPublicJWK()).toString();
        });
        answer("/token", request -> {
            tokenRequest = request;
            return tokenAnswer;
        });
        answer("/introspect", request -> {
            tokensAsked.incrementAndGet();
            String token = request.replaceAll("^token=([^&]*).*$", "$1");
            return opaque.getOrDefault(token, "{\"active\":false}");
        });
        server.start();
    }

    private interface Answer {
        String to(String body);
    }

    private void answer(String path, Answer answer) {
        server.createContext(path, exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                if (down || !exchange.getRequestURI().getPath().equals(path)) {
                    exchange.sendResponseHeaders(down ? 503 : 404, -1);
                    return;
                }
                byte[] bytes = answer.to(body).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void rotate(String keyId) {
        try {
            key = new ECKeyGenerator(Curve.P_256).keyID(keyId).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    JWTClaimsSet.Builder claims(String audience, Instant now) {
        return new JWTClaimsSet.Builder().issuer(issuer()).audience(audience).subject("alice").issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(600)));
    }

    String sign(JWTClaimsSet claims) throws JOSEException {
        return sign(claims, "at+jwt");
    }

    String sign(JWTClaimsSet claims, String type) throws JOSEException {
        SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID())
                .type(new JOSEObjectType(type)).build(), claims);
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
