package dev.patchbay.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives every test of a class a host of its own that runs the plugin of this module: its real JAR, in its own class
 * loader, behind a real endpoint. Test methods take a connected {@link TestClient}, and the {@link TestHost} if they
 * want.
 *
 * {@snippet :
 * @PatchbayTest
 * class HelloTest {
 *     @Test
 *     void greetsByName(TestClient client) {
 *         assertEquals("Hello, Ada!", client.callTool("hello", Map.of("name", "Ada")).text());
 *     }
 * }
 * }
 *
 * <p>After every test the plugin is unloaded, and the test fails if something keeps it in memory: a thread that goes on,
 * a listener that was not removed. At a method the annotation takes the place of the one at the class.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(PatchbayExtension.class)
public @interface PatchbayTest {
    /**
     * Returns the namespace of the instance.
     *
     * @return one namespace, the empty string for bare names; by default what the plugin gets without any setting
     */
    String[] namespace() default {};

    /**
     * Returns the configuration of the instance, as an administrator writes it.
     *
     * @return a JSON object
     */
    String configuration() default "{}";

    /**
     * Returns the secrets that the plugin may read, if its manifest asks for them.
     *
     * @return each as {@code name=value}, such as {@code github.token=t0ken}
     */
    String[] secrets() default {};

    /**
     * Returns whether the test fails if the plugin stays in memory.
     *
     * @return false only for a plugin that is known to leak
     */
    boolean leakCheck() default true;
}
