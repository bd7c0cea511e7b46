using Phoenix.Conventions.Rules;
using Phoenix.Conventions.Sources;

namespace Phoenix.Conventions;

/// <summary>Each rule is applied to the repository, and to an offender that it must find.</summary>
public sealed class SizeSpecs
{
    [Fact]
    public void Methods_are_short() =>
        Repository.SourcesAndTests.SelectMany(SizeRules.LongMethods).ShouldBeEmpty();

    [Fact]
    public void Most_methods_are_very_short() =>
        SizeRules.TooManyLongishMethods(Repository.Sources).ShouldBeNull();

    [Fact]
    public void Files_are_short() =>
        Repository.Sources.SelectMany(SizeRules.LongFiles).ShouldBeEmpty();

    [Fact]
    public void Lines_fit_the_page() =>
        Repository.SourcesAndTests.SelectMany(SizeRules.LongLines).ShouldBeEmpty();

    [Theory]
    [InlineData(SizeRules.MethodLines, 0)]
    [InlineData(SizeRules.MethodLines + 1, 1)]
    public void A_method_is_too_long_from_one_line_past_the_limit(int lines, int offences) =>
        SizeRules.LongMethods(MethodOf(lines)).Count().ShouldBe(offences);

    [Fact]
    public void One_longish_method_in_nine_is_too_many()
    {
        var eight = Enumerable.Repeat(MethodOf(SizeRules.OrdinaryMethodLines), 8).ToList();
        var longish = MethodOf(SizeRules.OrdinaryMethodLines + 1);

        SizeRules.TooManyLongishMethods([.. eight, longish]).ShouldNotBeNull();
        SizeRules.TooManyLongishMethods([.. eight, .. eight, longish]).ShouldBeNull();
    }

    [Theory]
    [InlineData("src/P/Book.cs", SizeRules.FileLines, 0)]
    [InlineData("src/P/Book.cs", SizeRules.FileLines + 1, 1)]
    [InlineData("src/P/BookActor.cs", SizeRules.ActorFileLines, 0)]
    [InlineData("src/P/BookActor.cs", SizeRules.ActorFileLines + 1, 1)]
    public void A_file_is_too_long_from_one_line_past_its_limit(string path, int lines, int offences)
    {
        var text = string.Concat(Enumerable.Repeat("// line\n", lines));
        SizeRules.LongFiles(new SourceFile(path, text)).Count().ShouldBe(offences);
    }

    [Theory]
    [InlineData(SizeRules.Columns, "", 0)]
    [InlineData(SizeRules.Columns + 1, "", 1)]
    [InlineData(SizeRules.Columns + 1, "https://", 0)]
    public void A_line_is_too_long_from_one_column_past_the_limit(int columns, string content, int offences)
    {
        var line = ("// " + content).PadRight(columns, 'x');
        SizeRules.LongLines(new SourceFile("src/P/A.cs", line + "\n")).Count().ShouldBe(offences);
    }

    private static SourceFile MethodOf(int lines)
    {
        var body = string.Concat(Enumerable.Repeat("        _ = 1;\n", lines - 3));
        return new SourceFile("src/P/A.cs", $"class A\n{{\n    [Fact]\n    void M()\n    {{\n{body}    }}\n}}\n");
    }
}
