package dev.patchbay.security.state;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals what a call needs in its next round into a text that travels through the client: AES-256-GCM, with the digest of
 * the {@link StateBinding} as associated data and the expiry inside. The client can neither read nor change it, nor use
 * it for another call or as another client.
 *
 * <p>Threads: safe for all; nothing here blocks. Source: MCP 2026-07-28, multi round-trip requests, {@code requestState}.
 */
public final class RequestStateSeal {
    /** The longest sealed text, in characters. */
    public static final int MAX_LENGTH = 64 * 1024;
    /** How long a state is valid unless configured otherwise. */
    public static final Duration DEFAULT_LIFETIME = Duration.ofHours(1);

    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int SMALLEST = 1 + NONCE_BYTES + Long.BYTES + TAG_BITS / 8;
    private static final int MAX_USED = 200_000;

    private final SealKey key;
    private final Duration lifetime;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Nonces used;
    private final Nonces seen;

    /**
     * Creates a seal that remembers used states in memory, so not over a restart.
     *
     * @param key the installation's key
     * @param lifetime how long a state is valid
     * @param clock tells the time
     * @param random makes nonces
     */
    public RequestStateSeal(SealKey key, Duration lifetime, InstantSource clock, SecureRandom random) {
        this(key, lifetime, clock, random, new RecentNonces(MAX_USED, clock));
    }

    /**
     * Creates a seal.
     *
     * @param key the installation's key
     * @param lifetime how long a state is valid
     * @param clock tells the time
     * @param random makes nonces
     * @param used remembers the states that were used up
     */
    public RequestStateSeal(SealKey key, Duration lifetime, InstantSource clock, SecureRandom random, Nonces used) {
        this.key = key;
        this.lifetime = lifetime;
        this.clock = clock;
        this.random = random;
        this.used = used;
        this.seen = new RecentNonces(MAX_USED, clock);
    }

    /**
     * Returns how long a state is valid.
     *
     * @return the time
     */
    public Duration lifetime() {
        return lifetime;
    }

    /**
     * Seals content.
     *
     * @param binding what the state belongs to
     * @param content what it carries
     * @return a text of at most {@link #MAX_LENGTH} characters of {@code A-Z a-z 0-9 - _}
     * @throws StateTooLargeException if the text would be longer
     */
    public String seal(StateBinding binding, byte[] content) throws StateTooLargeException {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] plain = ByteBuffer.allocate(Long.BYTES + content.length)
                .putLong(clock.instant().plus(lifetime).toEpochMilli()).put(content).array();
        byte[] sealed;
        try {
            sealed = cipher(Cipher.ENCRYPT_MODE, nonce, binding).doFinal(plain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
        byte[] all = ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length).put(VERSION).put(nonce).put(sealed).array();
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(all);
        if (text.length() > MAX_LENGTH) {
            throw new StateTooLargeException(text.length(), MAX_LENGTH);
        }
        return text;
    }

    /**
     * Opens a state that came back.
     *
     * @param binding what it must belong to
     * @param state the text
     * @return what was sealed
     * @throws InvalidStateException if it is malformed, forged, expired or belongs to something else
     */
    public OpenedState open(StateBinding binding, String state) throws InvalidStateException {
        byte[] all = decode(state);
        byte[] nonce = Arrays.copyOfRange(all, 1, 1 + NONCE_BYTES);
        byte[] plain;
        try {
            plain = cipher(Cipher.DECRYPT_MODE, nonce, binding).doFinal(all, 1 + NONCE_BYTES,
                    all.length - 1 - NONCE_BYTES);
        } catch (AEADBadTagException e) {
            throw invalid();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
        Instant expires = Instant.ofEpochMilli(ByteBuffer.wrap(plain).getLong());
        if (clock.instant().isAfter(expires)) {
            throw new InvalidStateException("requestState has expired: send the call again without it");
        }
        return new OpenedState(Arrays.copyOfRange(plain, Long.BYTES, plain.length),
                Base64.getEncoder().encodeToString(nonce), expires);
    }

    /**
     * Uses a state up, for calls that must not be continued twice from the same point.
     *
     * @param state an opened state
     * @throws InvalidStateException if it was used up before
     */
    public void useUp(OpenedState state) throws InvalidStateException {
        if (!used.use(state.nonce(), state.expires())) {
            throw new InvalidStateException("requestState was used already: send the call again without it");
        }
    }

    /**
     * Returns whether a state that may be used again comes for the first time. Not remembered over a restart.
     *
     * @param state the opened state
     * @return false if it came before
     */
    public boolean isSeenFirst(OpenedState state) {
        return seen.use(state.nonce(), state.expires());
    }

    private static byte[] decode(String state) throws InvalidStateException {
        if (state.length() > MAX_LENGTH) {
            throw invalid();
        }
        try {
            byte[] all = Base64.getUrlDecoder().decode(state);
            boolean canonical = Base64.getUrlEncoder().withoutPadding().encodeToString(all).equals(state);
            if (canonical && all.length >= SMALLEST && all[0] == VERSION) {
                return all;
            }
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
        throw invalid();
    }

    private static InvalidStateException invalid() {
        return new InvalidStateException("requestState is invalid: send the call again without it");
    }

    private Cipher cipher(int mode, byte[] nonce, StateBinding binding) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.secret(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(new byte[]{VERSION});
        cipher.updateAAD(binding.digest());
        return cipher;
    }
}
