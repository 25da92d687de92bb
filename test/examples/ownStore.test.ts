// The host's own test is a test file itself: examples/ownStore.test.ts registers its tests here.
import '../../examples/ownStore.test.js'
