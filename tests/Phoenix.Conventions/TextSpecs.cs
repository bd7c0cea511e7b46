using Phoenix.Conventions.Rules;
using Phoenix.Conventions.Sources;

namespace Phoenix.Conventions;

/// <summary>Each rule is applied to the repository, and to an offender that it must find.</summary>
public sealed class TextSpecs
{
    [Fact]
    public void No_failure_is_swallowed() =>
        Repository.SourcesAndTests.SelectMany(TextRules.EmptyCatches).ShouldBeEmpty();

    [Fact]
    public void No_work_is_left_unfinished() =>
        Repository.SourcesAndTests.SelectMany(TextRules.UnfinishedWork).ShouldBeEmpty();

    [Fact]
    public void Every_suppression_has_its_reason() =>
        Repository.SourcesAndTests.SelectMany(TextRules.UnexplainedSuppressions).ShouldBeEmpty();

    [Fact]
    public void Every_public_type_says_what_it_is() =>
        DocumentationRules.UndocumentedTypes(Repository.Sources).ShouldBeEmpty();

    [Theory]
    [InlineData("catch { }", 1)]
    [InlineData("catch (Exception) { /* never mind */ }", 1)]
    [InlineData("catch (Exception) { throw; }", 0)]
    public void An_empty_catch_is_found(string clause, int offences) =>
        TextRules.EmptyCatches(Code($"class A {{ void M() {{ try {{ }} {clause} }} }}")).Count().ShouldBe(offences);

    [Theory]
    [InlineData("// TO" + "DO: later", 1)]
    [InlineData("/* FIX" + "ME */", 1)]
    [InlineData("class A { void M() => throw new NotImplementedException(); }", 1)]
    [InlineData("// all is done", 0)]
    public void Unfinished_work_is_found(string text, int offences) =>
        TextRules.UnfinishedWork(Code(text)).Count().ShouldBe(offences);

    [Theory]
    [InlineData("#pragma warning disable CA1000", 1)]
    [InlineData("#pragma warning disable CA1000 // the reason", 0)]
    [InlineData("#pragma warning restore CA1000", 0)]
    [InlineData("[SuppressMessage(\"a\", \"b\")] class A;", 1)]
    [InlineData("[SuppressMessage(\"a\", \"b\", Justification = \"the reason\")] class A;", 0)]
    public void A_suppression_without_a_reason_is_found(string text, int offences) =>
        TextRules.UnexplainedSuppressions(Code(text + "\n")).Count().ShouldBe(offences);

    [Theory]
    [InlineData("public class A;", 1)]
    [InlineData("/// <summary>An A.</summary>\npublic class A;", 0)]
    [InlineData("/// <remarks>Odd.</remarks>\npublic enum A;", 1)]
    [InlineData("internal class A;", 0)]
    [InlineData("public delegate void A();", 1)]
    public void An_undocumented_public_type_is_found(string text, int offences) =>
        DocumentationRules.UndocumentedTypes([Code("namespace P;\n" + text)]).Count().ShouldBe(offences);

    [Fact]
    public void One_part_of_a_partial_type_may_speak_for_all() =>
        DocumentationRules.UndocumentedTypes([
            Code("namespace P;\n/// <summary>An A.</summary>\npublic partial class A;"),
            Code("namespace P;\npublic partial class A;"),
        ]).ShouldBeEmpty();

    private static SourceFile Code(string text) => new("src/P/A.cs", text);
}
