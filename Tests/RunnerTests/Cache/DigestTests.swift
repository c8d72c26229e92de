import Runner
import Testing

@Suite("Digests")
struct DigestTests {
    @Test("are SHA-256 of the parts with their lengths")
    func known() {
        // sha256("3:abc"), by coreutils.
        #expect(Digest.of(["abc"]) == "aab5f9ae99b2e38fb462025c8f72f570c9c811705d2a4277dc855d7fa293fe97")
        #expect(Digest.of(["ab", "c"]) != Digest.of(["a", "bc"]))
        #expect(Digest.of([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }
}
