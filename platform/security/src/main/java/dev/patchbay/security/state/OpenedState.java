package dev.patchbay.security.state;

import java.time.Instant;

/**
 * A state that came back as it was sealed.
 *
 * @param content what was sealed
 * @param nonce names this state among all
 * @param expires when it stops being valid
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record OpenedState(byte[] content, String nonce, Instant expires) {}
