// The host's own unit test is a test file itself: examples/hostPlan.test.ts registers its tests here.
import '../../examples/hostPlan.test.js'
