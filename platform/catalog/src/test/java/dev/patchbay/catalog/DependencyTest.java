package dev.patchbay.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DependencyTest {
    private final CatalogRegistry registry = new CatalogRegistry();

    @BeforeEach
    void twoInstancesOfOnePlugin() {
        for (String instance : List.of("notes", "team")) {
            String exposed = instance.equals("notes") ? "notes" : "team+notes";
            registry.put(new InstanceEntries(instance, List.of(), List.of(), List.of(new SchemeEntry(exposed, "notes",
                    (uri, call) -> {
                        throw new IllegalStateException();
                    }, new CatalogRegistryTest.NoRuntime())), List.of(), List.of(), Map.of()));
        }
    }

    private boolean hits(String changer, String changed, String user, String used) {
        return !Collections.disjoint(Dependency.changed(registry.current(), changer, changed),
                Dependency.used(registry.current(), user, used));
    }

    @Test
    void aResourceIsThatOfItsInstance() {
        assertThat(hits("team", "notes://1", "team", "notes://1")).isTrue();
        assertThat(hits("team", "notes://1", "team", "notes://2")).isFalse();
        assertThat(hits("notes", "notes://1", "team", "notes://1")).isFalse();
        assertThat(hits("team", "notes://1", "notes", "team+notes://1")).isTrue();
    }

    @Test
    void aTagIsThatOfItsInstance() {
        assertThat(hits("team", "prices", "team", "prices")).isTrue();
        assertThat(hits("notes", "prices", "team", "prices")).isFalse();
    }

    @Test
    void aTableIsThatOfAllAndCaseDoesNotCount() {
        assertThat(hits("notes", "datasource:Orders/Item", "team", "datasource:orders/item")).isTrue();
        assertThat(hits("notes", "datasource:orders/item", "team", "datasource:orders/customer")).isFalse();
        assertThat(hits("notes", "datasource:orders/item", "team", "datasource:users/item")).isFalse();
    }

    @Test
    void allTablesOfADatabaseContainEach() {
        assertThat(hits("notes", "datasource:orders", "team", "datasource:orders/item")).isTrue();
        assertThat(hits("notes", "datasource:orders/item", "team", "datasource:orders")).isTrue();
        assertThat(hits("notes", "datasource:orders", "team", "datasource:orders")).isTrue();
        assertThat(hits("notes", "datasource:orders", "team", "datasource:users")).isFalse();
    }

    @Test
    void onlyItsOwnInstanceSaysThatAResourceChanges() {
        assertThat(Dependency.changed(registry.current(), "notes", "team+notes://1")).isEmpty();
    }

    @Test
    void whatIsNoNameIsRefused() {
        for (String name : List.of("", "a\nb", "x".repeat(2049))) {
            assertThatThrownBy(() -> Dependency.used(registry.current(), "team", name))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void whoKeepsResultsIsToldAtOnce() {
        List<Set<String>> told = new ArrayList<>();
        registry.onChanged(told::add);
        registry.changed("team", "notes://1");
        registry.changed("team", "notes+other://1");
        assertThat(told).containsExactly(Set.of("team+notes://1"));
    }
}
