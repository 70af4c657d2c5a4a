package dev.patchbay.testkit;

import java.util.Map;
import java.util.Optional;

/**
 * What a {@link TestHost} is started with beyond the plugin of the module. Immutable; start from {@link #standard()}.
 *
 * {@snippet :
 * TestHost.start(OrdersTest.class, TestSetup.standard().withGrants("datasources: orders (rw)")
 *         .withSettings(Map.of("datasources", Map.of("orders", Map.of("url", url, "driver", "org.h2.Driver")))));
 * }
 *
 * @param namespace the namespace of the instance, the empty string for bare names; if absent, what the plugin gets without
 *            any setting
 * @param configuration the configuration of the instance, JSON of JDK types
 * @param settings further sections of {@code conf/patchbay.yaml}, such as {@code datasources}
 * @param grants what the instance is granted, in the words of a manifest; if absent, what its manifest asks for
 * @param environment variables of the environment
 */
public record TestSetup(Optional<String> namespace, Map<String, Object> configuration, Map<String, Object> settings,
        Optional<String> grants, Map<String, String> environment) {
    /** Copies the maps. */
    public TestSetup {
        configuration = Map.copyOf(configuration);
        settings = Map.copyOf(settings);
        environment = Map.copyOf(environment);
    }

    /**
     * Returns the setup of a plugin that is only dropped into the folder.
     *
     * @return the setup
     */
    public static TestSetup standard() {
        return new TestSetup(Optional.empty(), Map.of(), Map.of(), Optional.empty(), Map.of());
    }

    /**
     * Returns this setup with another namespace.
     *
     * @param value the namespace, the empty string for bare names
     * @return the changed setup
     */
    public TestSetup withNamespace(String value) {
        return new TestSetup(Optional.of(value), configuration, settings, grants, environment);
    }

    /**
     * Returns this setup with another configuration of the instance.
     *
     * @param value the configuration
     * @return the changed setup
     */
    public TestSetup withConfiguration(Map<String, Object> value) {
        return new TestSetup(namespace, value, settings, grants, environment);
    }

    /**
     * Returns this setup with other further sections of the host's file.
     *
     * @param value the sections
     * @return the changed setup
     */
    public TestSetup withSettings(Map<String, Object> value) {
        return new TestSetup(namespace, configuration, value, grants, environment);
    }

    /**
     * Returns this setup with other grants than the manifest asks for, as an administrator gives and takes them.
     *
     * @param value the grants, such as {@code datasources: orders (rw)}
     * @return the changed setup
     */
    public TestSetup withGrants(String value) {
        return new TestSetup(namespace, configuration, settings, Optional.of(value), environment);
    }

    /**
     * Returns this setup with other variables of the environment.
     *
     * @param value the variables
     * @return the changed setup
     */
    public TestSetup withEnvironment(Map<String, String> value) {
        return new TestSetup(namespace, configuration, settings, grants, value);
    }
}
