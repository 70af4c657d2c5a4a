package dev.patchbay.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.patchbay.security.state.InvalidStateException;
import dev.patchbay.security.state.RequestStateSeal;
import dev.patchbay.security.state.SealKey;
import dev.patchbay.security.state.StateBinding;
import dev.patchbay.security.state.StateTooLargeException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;

/** Sealed states: what was sealed comes back to whom it belongs, and no other text ever opens. */
class RequestStateFuzzTest {
    private static final StateBinding OURS = new StateBinding("ann", "tools/call", "book", "{}", "hash");

    private final SecureRandom random = new SecureRandom();
    /** Has sealed nothing; the fuzzer finds out what the other one has, since it sees what is compared. */
    private final RequestStateSeal fresh = new RequestStateSeal(SealKey.random(random), Duration.ofHours(1),
            InstantSource.fixed(Instant.EPOCH), random);
    private final RequestStateSeal seal = new RequestStateSeal(SealKey.random(random), Duration.ofHours(1),
            InstantSource.fixed(Instant.EPOCH), random);

    @FuzzTest
    void opensOnlyWhatWasSealed(FuzzedDataProvider data) throws Exception {
        assertThat(opens(fresh, OURS, data.consumeString(300))).as("made up").isFalse();
        byte[] content = data.consumeBytes(300);
        String state;
        try {
            state = seal.seal(OURS, content);
        } catch (StateTooLargeException e) {
            throw new AssertionError(e);
        }
        assertThat(seal.open(OURS, state).content()).isEqualTo(content);

        StringBuilder changed = new StringBuilder(state);
        switch (data.consumeInt(0, 3)) {
            case 0 -> changed.setCharAt(data.consumeInt(0, state.length() - 1), data.consumeChar());
            case 1 -> changed.setLength(data.consumeInt(0, state.length() - 1));
            case 2 -> changed.insert(data.consumeInt(0, state.length()), data.consumeString(5));
            default -> changed.append(data.consumeAsciiString(5));
        }
        assertThat(opens(seal, OURS, changed.toString())).as("changed").isEqualTo(changed.toString().equals(state));

        String[] parts = {"ann", "tools/call", "book", "{}", "hash"};
        int other = data.consumeInt(0, parts.length - 1);
        parts[other] = data.consumeString(20);
        StateBinding binding = new StateBinding(parts[0], parts[1], parts[2], parts[3], parts[4]);
        assertThat(opens(seal, binding, state)).as(Arrays.toString(parts)).isEqualTo(binding.equals(OURS));
    }

    private static boolean opens(RequestStateSeal seal, StateBinding binding, String state) {
        try {
            seal.open(binding, state);
            return true;
        } catch (InvalidStateException e) {
            return false;
        }
    }
}
