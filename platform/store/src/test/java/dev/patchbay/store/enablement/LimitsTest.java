package dev.patchbay.store.enablement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.store.Database;
import dev.patchbay.store.MissingException;
import dev.patchbay.store.TestEngine;
import dev.patchbay.store.enablement.Limit.Scope;
import dev.patchbay.store.identity.Client;
import dev.patchbay.store.identity.Clients;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestEngine.class)
class LimitsTest {
    private final Limits limits;

    LimitsTest(TestEngine engine) {
        Database database = engine.emptied();
        new Clients(database).create(new Client("a", "", Set.of(), Set.of(), false, false, null, null, Instant.EPOCH));
        limits = new Limits(database);
    }

    @Test
    void areSetForEveryScope() {
        List<Limit> all = List.of(new Limit(Scope.CLIENT, "a", null, 1), new Limit(Scope.CLIENT_TOOL, "a", "x", 2),
                new Limit(Scope.TOOL, null, "x", 3), new Limit(Scope.PLUGIN, null, "x", 4),
                new Limit(Scope.GLOBAL, null, null, 5));
        all.forEach(limits::put);
        assertThat(limits.all()).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void replaceTheOneOfTheSameScopeClientAndName() {
        limits.put(new Limit(Scope.CLIENT_TOOL, "a", "x", 2));
        limits.put(new Limit(Scope.CLIENT_TOOL, "a", "y", 3));
        limits.put(new Limit(Scope.CLIENT_TOOL, "a", "x", 9));
        assertThat(limits.all()).containsExactlyInAnyOrder(new Limit(Scope.CLIENT_TOOL, "a", "x", 9),
                new Limit(Scope.CLIENT_TOOL, "a", "y", 3));
        assertThat(limits.remove(Scope.CLIENT_TOOL, "a", "x")).isTrue();
        assertThat(limits.remove(Scope.CLIENT_TOOL, "a", "x")).isFalse();
        assertThat(limits.remove(Scope.GLOBAL, null, null)).isFalse();
        assertThat(limits.all()).hasSize(1);
    }

    @Test
    void refuseWhatDoesNotExistOrMakesNoSense() {
        assertThatThrownBy(() -> limits.put(new Limit(Scope.CLIENT, "b", null, 1)))
                .isInstanceOf(MissingException.class);
        assertThatThrownBy(() -> new Limit(Scope.CLIENT, null, null, 1)).hasMessageContaining("needs a client");
        assertThatThrownBy(() -> new Limit(Scope.GLOBAL, "a", null, 1)).hasMessageContaining("no client");
        assertThatThrownBy(() -> new Limit(Scope.TOOL, null, null, 1)).hasMessageContaining("needs a name");
        assertThatThrownBy(() -> new Limit(Scope.CLIENT, "a", "x", 1)).hasMessageContaining("no name");
        assertThatThrownBy(() -> new Limit(Scope.GLOBAL, null, null, 0)).hasMessageContaining("1 or more");
    }
}
