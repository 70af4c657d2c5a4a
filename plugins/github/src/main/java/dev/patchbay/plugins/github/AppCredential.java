package dev.patchbay.plugins.github;

import dev.patchbay.api.call.Call;
import dev.patchbay.api.config.Secret;
import dev.patchbay.api.tool.ToolException;
import dev.patchbay.connector.Credential;
import dev.patchbay.connector.Json;
import dev.patchbay.connector.JsonValue;
import dev.patchbay.connector.RestClient;
import dev.patchbay.connector.RestRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The token of an installation of a GitHub App: asked for with a JWT that the App's key signs, kept until a minute before
 * it ends. Source: GitHub, "Authenticating as a GitHub App installation"; RFC 7519.
 *
 * <p>Threads: any; while one asks, others wait for what it gets.
 */
final class AppCredential implements Credential {
    private static final Duration BEFORE_ITS_END = Duration.ofMinutes(1);
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(60);
    private static final Duration JWT_LIFE = Duration.ofMinutes(9);

    private final String appId;
    private final long installation;
    private final Supplier<Secret> key;
    private final RestClient client;
    private final Consumer<JsonValue> permissions;
    private final InstantSource clock;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable Kept kept;

    private record Kept(Secret token, Instant end) {}

    /**
     * Creates the credential; asks nobody yet.
     *
     * @param appId the id of the App
     * @param installation the id of its installation
     * @param key gives the App's private key as PEM
     * @param client makes the client that asks for tokens, with the JWT as its credential
     * @param permissions hears what the installation may do, whenever a token comes
     * @param clock the time
     */
    AppCredential(String appId, long installation, Supplier<Secret> key, Function<Credential, RestClient> client,
            Consumer<JsonValue> permissions, InstantSource clock) {
        this.appId = appId;
        this.installation = installation;
        this.key = key;
        this.client = client.apply(call -> jwt());
        this.permissions = permissions;
        this.clock = clock;
    }

    @Override
    public Secret token(Call call) {
        Kept known = kept;
        if (known != null && isFresh(known)) {
            return known.token();
        }
        asking.lock();
        try {
            known = kept;
            if (known == null || !isFresh(known)) {
                known = ask(call);
                kept = known;
            }
            return known.token();
        } finally {
            asking.unlock();
        }
    }

    private boolean isFresh(Kept token) {
        return clock.instant().isBefore(token.end().minus(BEFORE_ITS_END));
    }

    @Override
    public boolean refused(Secret token) {
        Kept known = kept;
        if (known != null && known.token().reveal().equals(token.reveal())) {
            kept = null;
        }
        return true;
    }

    private Kept ask(Call call) {
        // A second token does no harm, so that asking for one may be tried again as a read is
        JsonValue answer = client.send(RestRequest.post("app", "installations", String.valueOf(installation),
                "access_tokens").asRead(), call).json();
        String token = answer.at("token").text().orElseThrow(() -> new ToolException(
                "GitHub gives no token for the installation " + installation + " of the App.").code("upstream_error"));
        permissions.accept(answer.at("permissions"));
        return new Kept(Secret.of(token), end(answer.at("expires_at").text().orElse("")));
    }

    private Instant end(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return clock.instant(); // not kept
        }
    }

    private Secret jwt() {
        Instant now = clock.instant();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iat", now.minus(CLOCKS_DIFFER).getEpochSecond());
        claims.put("exp", now.plus(JWT_LIFE).getEpochSecond());
        claims.put("iss", appId);
        String signed = base64(Json.write(Map.of("alg", "RS256", "typ", "JWT")).getBytes(StandardCharsets.UTF_8)) + "."
                + base64(Json.write(claims).getBytes(StandardCharsets.UTF_8));
        try {
            PrivateKey rsa = PemKey.parse(key.get().reveal());
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(rsa);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return Secret.of(signed + "." + base64(signature.sign()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // without the cause: its message may quote the key
            throw new ToolException("The private key of the GitHub App cannot be used: an administrator has to set the"
                    + " secret to the PEM file that GitHub gave, an RSA key.").code("unauthorized");
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
