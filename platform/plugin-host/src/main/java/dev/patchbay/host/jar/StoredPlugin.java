package dev.patchbay.host.jar;

import dev.patchbay.inspection.signature.SignatureReport;
import java.nio.file.Path;
import java.util.List;

/**
 * A plugin JAR that passed inspection, in its private folder. The folder never changes.
 *
 * @param hash SHA-256 of the JAR, in hexadecimal
 * @param jar the private copy
 * @param libraries the private copies of the libraries packed in it
 * @param manifest what it says of itself
 * @param definitions what it offers
 * @param definitionsHash SHA-256 of the canonical form of what it offers
 * @param signature how it is signed
 */
public record StoredPlugin(String hash, Path jar, List<Path> libraries, PluginManifest manifest,
        Definitions definitions, String definitionsHash, SignatureReport signature) {
    /** Copies the list. */
    public StoredPlugin {
        libraries = List.copyOf(libraries);
    }
}
