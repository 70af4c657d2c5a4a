package dev.patchbay.security.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.security.Authentication;
import dev.patchbay.security.ClientIdentity;
import dev.patchbay.security.Credentials;
import dev.patchbay.security.Identities;
import dev.patchbay.security.Presented;
import dev.patchbay.security.StoredIdentities;
import dev.patchbay.security.TestClock;
import dev.patchbay.store.identity.ApiKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Whether the time of a refusal tells a key that exists from one that does not, or how much of a secret is right. In every
 * build by what is done; with {@code -Dpatchbay.scale=1} by the clock too, a million samples of each class, which leaves a
 * report: Welch's t of the samples below each of some percentiles, as Reparaz, Balasch and Verbauwhede do
 * ("Dude, is my code constant time?", 2017).
 */
class KeyTimingTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Authentication INVALID = new Authentication.Refused("invalid_api_key", "Invalid API key",
            Authentication.Reason.INVALID);
    private static final byte[] NO_CODE = new byte[32];
    private static final double MAX_T = 4.5;
    private static final int BATCH = 2_000;
    private static final int LENGTH = 59;

    private final SecureRandom random = new SecureRandom();
    private final KeyHash hash = KeyHash.random(random);
    private final List<String> hashed = new ArrayList<>();
    private final StoredIdentities stored = new StoredIdentities().with(StoredIdentities.client("desk", false))
            .with(StoredIdentities.client("off", true));
    private final KeyText right = key("desk", null, null);
    private final KeyText expired = key("desk", NOON, null);
    private final KeyText revoked = key("desk", null, NOON);
    private final KeyText disabled = key("off", null, null);
    private final Map<String, byte[]> byId = Map.of(right.id(), hash.of(right.text()));
    private final Identities identities = stored.identities(new TestClock(NOON));

    private KeyText key(String client, @Nullable Instant end, @Nullable Instant revokedAt) {
        KeyText key = KeyText.random(random);
        stored.keys.add(new ApiKey(key.id(), client, hash.of(key.text()), "", NOON, end, revokedAt, null));
        return key;
    }

    private static Authentication check(KeyCheck check, String text) {
        return check.check(new Presented("bearer", text, new Credentials(false, null))).orElseThrow();
    }

    private static String withSecret(KeyText key, String secret) {
        return key.text().substring(0, 16) + secret;
    }

    @Test
    void everyTextThatCouldBeAKeyCostsOneCode() {
        KeyCheck counting = new KeyCheck(identities, text -> {
            hashed.add(text);
            return hash.of(text);
        }, new KeyUse(batch -> {}), new TestClock(NOON));
        List<String> texts = List.of(right.text(), withSecret(right, "A".repeat(43)), KeyText.random(random).text(),
                expired.text(), revoked.text(), disabled.text(), "pb_", "pb_x.y");

        texts.forEach(text -> check(counting, text));

        assertThat(hashed).containsExactlyElementsOf(texts);
    }

    @Test
    void theTimeOfARefusalTellsNothing() throws IOException {
        boolean campaign = Double.parseDouble(System.getProperty("patchbay.scale", "0.05")) >= 1;
        int samples = campaign ? 1_000_000 : 1_000;
        KeyCheck check = new KeyCheck(identities, hash::of, new KeyUse(batch -> {}), InstantSource.system());
        Random drawn = new Random(2);
        Supplier<String> wrong = beginning(drawn, right.text().substring(0, 16));
        Supplier<String> almost = beginning(drawn, right.text().substring(0, 55));
        Supplier<String> unknown = beginning(drawn, KeyText.PREFIX);
        Supplier<String> ofRevoked = beginning(drawn, revoked.text().substring(0, 16));
        List<List<Supplier<String>>> classes = List.of(List.of(wrong, unknown), List.of(wrong, wrong),
                List.of(wrong, almost),
                List.of(wrong, unknown), List.of(wrong, ofRevoked));
        String[] names = {"control that must tell: a look-up by id, wrong secret / unknown id",
            "control that must not: wrong secret / wrong secret", "wrong from the first character / from the 39th",
            "wrong secret / unknown id", "wrong secret / wrong secret of a revoked key"};
        double[] worst = new double[names.length];
        for (int i = 0; i < worst.length; i++) {
            worst[i] = t(measure(i == 0 ? this::checkedById : text -> check(check, text), classes.get(i), samples));
        }
        if (campaign) {
            report(names, worst, samples);
            assertThat(worst[0]).as("what this test can see").isGreaterThan(MAX_T);
            assertThat(Arrays.stream(worst).skip(1).max().orElseThrow()).as(Arrays.toString(worst)).isLessThan(MAX_T);
        }
    }

    /** How one would look a key up: the code is computed always and compared in constant time, and it tells all the same. */
    private Authentication checkedById(String text) {
        byte[] code = hash.of(text);
        byte[] known = KeyText.id(text).map(byId::get).map(byte[]::clone).orElse(NO_CODE);
        return MessageDigest.isEqual(known, code) ? new Authentication.Known(ClientIdentity.LOCAL) : INVALID;
    }

    private static Supplier<String> beginning(Random drawn, String text) {
        return () -> text(drawn, text);
    }

    /** A text of the form of a key that begins in a way; made with the same steps whatever the way. */
    private static String text(Random drawn, String beginning) {
        byte[] text = new byte[LENGTH];
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) ('a' + drawn.nextInt(26));
        }
        text[15] = '.';
        for (int i = 0; i < text.length; i++) {
            text[i] = i < beginning.length() ? (byte) beginning.charAt(i) : text[i];
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /**
     * Samples of two classes in random order, so that what else the machine does hits both alike. Each is of a text of its
     * own, so that where one lies in memory says nothing of its class, and the texts are made before any of their batch is
     * measured, so that how they are made says nothing either.
     */
    private static double[][] measure(Function<String, Authentication> check, List<Supplier<String>> texts,
            int samples) {
        Random order = new Random(1);
        double[][] nanos = new double[2][samples];
        int[] filled = new int[2];
        for (int batch = -10; filled[0] < samples || filled[1] < samples; batch++) {
            int[] classes = order.ints(BATCH, 0, 2).toArray();
            String[] made = Arrays.stream(classes).mapToObj(each -> texts.get(each).get()).toArray(String[]::new);
            for (int i = 0; i < BATCH; i++) {
                long before = System.nanoTime();
                Authentication found = check.apply(made[i]);
                long time = System.nanoTime() - before;
                if (!(found instanceof Authentication.Refused)) {
                    throw new AssertionError("taken: a wrong key");
                }
                int which = classes[i];
                if (batch >= 0 && filled[which] < samples) { // the first batches only warm up
                    nanos[which][filled[which]++] = time;
                }
            }
        }
        return nanos;
    }

    private static double t(double[][] samples) {
        double[] all = new double[samples[0].length * 2];
        System.arraycopy(samples[0], 0, all, 0, samples[0].length);
        System.arraycopy(samples[1], 0, all, samples[0].length, samples[1].length);
        Arrays.sort(all);
        double worst = 0;
        for (int percent : new int[]{50, 75, 90, 95, 99}) {
            double limit = all[(int) (all.length * (percent / 100.0))];
            worst = Math.max(worst, Math.abs(welch(below(samples[0], limit), below(samples[1], limit))));
        }
        return worst;
    }

    private static double[] below(double[] samples, double limit) {
        return Arrays.stream(samples).filter(sample -> sample <= limit).toArray();
    }

    private static double welch(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElseThrow();
        double meanB = Arrays.stream(b).average().orElseThrow();
        return (meanA - meanB) / Math.sqrt(variance(a, meanA) / a.length + variance(b, meanB) / b.length);
    }

    private static double variance(double[] samples, double mean) {
        return Arrays.stream(samples).map(sample -> (sample - mean) * (sample - mean)).sum() / (samples.length - 1);
    }

    private static void report(String[] names, double[] worst, int samples) throws IOException {
        Optional<String> folder = Optional.of(System.getProperty("patchbay.reports", ""))
                .filter(name -> !name.isEmpty());
        if (folder.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder("# What the time of a refused API key tells\n\n`KeyTimingTest` with"
                + " `-Dpatchbay.scale=1`, " + String.format(Locale.ROOT, "%,d", samples) + " samples of each of two"
                + " classes, in random order; the worst Welch's t below the percentiles 50, 75, 90, 95 and 99. Less than"
                + " 4.5 tells nothing.\n\n| classes | worst \\|t\\| |\n| --- | --- |\n");
        for (int i = 0; i < names.length; i++) {
            text.append(String.format(Locale.ROOT, "| %s | %.2f |%n", names[i], worst[i]));
        }
        Files.writeString(Files.createDirectories(Path.of(folder.get()))
                .resolve(LocalDate.now(ZoneOffset.UTC) + "-key-timing.md"), text);
    }
}
