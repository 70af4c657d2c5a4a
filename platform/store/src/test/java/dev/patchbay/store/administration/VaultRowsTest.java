package dev.patchbay.store.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.patchbay.store.Database;
import dev.patchbay.store.DuplicateException;
import dev.patchbay.store.MissingException;
import dev.patchbay.store.TestEngine;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestEngine.class)
class VaultRowsTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final Database database;
    private final VaultRows rows;

    VaultRowsTest(TestEngine engine) {
        database = engine.emptied();
        rows = new VaultRows(database);
    }

    @Test
    void keepTheLatestValueOfASecret() {
        rows.put(new SealedSecret("crm", 1, new byte[]{1}, "bob", NOON));
        SealedSecret latest = new SealedSecret("crm", 2, new byte[66_000], "ada", NOON);
        rows.put(latest);
        rows.put(new SealedSecret("a.b-c_d", 1, new byte[]{0, -1}, "bob", NOON));
        assertThat(rows.find("crm")).contains(latest);
        assertThat(rows.secrets()).extracting(SealedSecret::name).containsExactly("a.b-c_d", "crm");
        assertThat(rows.remove("crm")).isTrue();
        assertThat(rows.remove("crm")).isFalse();
        assertThat(rows.find("crm")).isEmpty();
    }

    @Test
    void haveOneKeysetWhoseGenerationsFollowEachOther() {
        assertThat(rows.keyset()).isEmpty();
        SealedKeyset first = new SealedKeyset(new byte[]{1, 2}, "ab", 1, NOON);
        rows.create(first);
        assertThatExceptionOfType(DuplicateException.class).isThrownBy(() -> rows.create(first));
        SealedKeyset second = new SealedKeyset(new byte[]{3}, "cd", 2, NOON);
        database.together(() -> {
            assertThat(rows.keysetToChange()).contains(first);
            rows.replace(second);
            return true;
        });
        assertThat(rows.keyset()).contains(second);
        assertThatExceptionOfType(MissingException.class).isThrownBy(() -> rows.replace(second));
        rows.put(new SealedSecret("crm", 1, new byte[]{1}, "bob", NOON));
        assertThat(rows.clear()).isEqualTo(1);
        assertThat(rows.keyset()).isEmpty();
    }

    @Test
    void refuseWhatCannotBeKept() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SealedSecret("Crm", 1, new byte[]{1}, "bob", NOON)).withMessageContaining("Crm");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SealedSecret("crm", 1, new byte[100_001], "bob", NOON));
        assertThatIllegalArgumentException().isThrownBy(() -> new SealedKeyset(new byte[0], "ab", 1, NOON));
    }

    @Test
    void showNoBytes() {
        assertThat(new SealedSecret("crm", 3, new byte[]{77}, "bob", NOON)).hasToString("secret crm (version 3)");
        assertThat(new SealedKeyset(new byte[]{77}, "ab", 4, NOON).toString()).doesNotContain("77");
    }
}
