package dev.patchbay.admin;

import com.sun.net.httpserver.HttpServer;
import dev.patchbay.admin.account.OpenIdOptions;
import dev.patchbay.egress.Network;
import dev.patchbay.security.token.IssuerSettings;
import dev.patchbay.security.token.OpenIdSignIn;
import dev.patchbay.security.token.UserSignIn;
import dev.patchbay.store.administration.AdminRole;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** An OpenID provider that signs in whom a test names, with whatever the test wants its ID token to say. */
final class FakeProvider implements AutoCloseable {
    volatile String subject = "248289761001";
    volatile String roles = "[\"patchbay-ops\"]";
    volatile String nonce = "";
    volatile String audience = "patchbay";
    volatile boolean down;
    private final KeyPair keys;
    private final HttpServer server;
    private final InstantSource clock;

    FakeProvider(InstantSource clock) throws IOException, GeneralSecurityException {
        this.clock = clock;
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        answer("/.well-known/openid-configuration", () -> "{\"issuer\":\"" + issuer() + "\",\"jwks_uri\":\"" + issuer()
                + "/keys\",\"authorization_endpoint\":\"" + issuer() + "/auth\",\"token_endpoint\":\"" + issuer()
                + "/token\",\"code_challenge_methods_supported\":[\"S256\"]}");
        answer("/keys", this::keySet);
        answer("/token", () -> "{\"id_token\":\"" + idToken() + "\"}");
        server.start();
    }

    OpenIdOptions options(Optional<URI> publicUrl) throws GeneralSecurityException {
        return new OpenIdOptions(
                new OpenIdSignIn(IssuerSettings.builder(issuer()).build(), new UserSignIn.Client("patchbay", ""),
                        List.of(), List.of(Network.of("127.0.0.0/8")), SSLContext.getDefault(), clock),
                "roles",
                Map.of("patchbay-ops", AdminRole.OPERATOR, "patchbay-admins", AdminRole.ADMINISTRATOR),
                publicUrl);
    }

    private void answer(String path, Supplier<String> answer) {
        server.createContext(path, exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                byte[] bytes = answer.get().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(down ? 503 : 200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private String keySet() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        byte[] modulus = key.getModulus().toByteArray();
        byte[] unsigned = new byte[256];
        System.arraycopy(modulus, modulus.length - 256, unsigned, 0, 256);
        return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"k\",\"n\":\""
                + encoded(unsigned)
                + "\",\"e\":\"" + encoded(key.getPublicExponent().toByteArray()) + "\"}]}";
    }

    private String idToken() {
        long now = clock.instant().getEpochSecond();
        String signed = encoded("{\"alg\":\"RS256\",\"kid\":\"k\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encoded(("{\"iss\":\"" + issuer() + "\",\"sub\":\"" + subject + "\",\"aud\":\"" + audience
                        + "\",\"iat\":" + now + ",\"exp\":" + (now + 300) + ",\"nonce\":\"" + nonce + "\",\"roles\":"
                        + roles + "}").getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
