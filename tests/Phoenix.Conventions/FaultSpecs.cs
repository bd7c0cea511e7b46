using Phoenix.Conventions.Rules;
using Phoenix.Conventions.Sources;

namespace Phoenix.Conventions;

/// <summary>The table of faults and the tests it names.</summary>
public sealed class FaultSpecs
{
    [Fact]
    public void Every_known_fault_has_its_row_and_its_test() =>
        FaultRules.Offences(Repository.Read("docs/faults.md"), IsTest).ShouldBeEmpty();

    [Theory]
    [InlineData("| T01 | `SomeSpecs.It_works` |", 130)]
    [InlineData("| T01 | tried by hand |", 131)]
    [InlineData("| T01 | not detected yet |", 131)]
    [InlineData("| T01 | `SomeSpecs.It_is_made_up` |", 131)]
    [InlineData("| T01 | `SomeSpecs.It_works` |\n| T01 | `SomeSpecs.It_works` |", 131)]
    [InlineData("", 131)]
    public void A_missing_row_or_test_is_found(string page, int offences) =>
        FaultRules.Offences(page, (of, name) => (of, name) == ("SomeSpecs", "It_works")).Count().ShouldBe(offences);

    private static bool IsTest(string of, string name) => Repository.SourcesAndTests
        .Where(file => Path.GetFileNameWithoutExtension(file.Path) == of)
        .Any(file => file.Text.Contains($" {name}(", StringComparison.Ordinal));
}
