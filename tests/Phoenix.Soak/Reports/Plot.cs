using System.Globalization;
using System.Text;

namespace Phoenix.Soak.Reports;

/// <summary>Small plots as SVG text.</summary>
internal static class Plot
{
    private const int Width = 1_000;
    private const int Height = 230;
    private const int Edge = 55;
    private const int Floor = 195;
    private const double Inner = Width - (2.0 * Edge);
    private const double Tall = 150;
    private const double LeastMs = 1;

    /// <summary>
    /// Histogram bars and the share of values up to each, over a logarithmic axis, with median and 99th percentile.
    /// What took no time at all is told in words: as a bar it would dwarf the others.
    /// </summary>
    internal static string Distribution(IReadOnlyList<double> values, string unit)
    {
        if (values.Count == 0) return "<p>No values.</p>";
        const int Bins = 80;
        var decades = (int)Math.Ceiling(Math.Log10(Math.Max(10, values.Max())));
        var counts = new int[Bins];
        foreach (var value in values.Where(value => value > LeastMs))
        {
            counts[(int)Math.Min(Bins - 1, Math.Log10(value) / decades * Bins)]++;
        }

        var atOnce = values.Count(value => value <= LeastMs);
        var svg = Begin(Width, Height);
        Axis(svg, decades, unit);
        var (step, tallest, sum) = (Inner / Bins, Math.Max(1, counts.Max()), atOnce);
        var line = new StringBuilder();
        for (var bin = 0; bin < Bins; bin++)
        {
            var tall = Tall * counts[bin] / tallest;
            var (left, top) = (Edge + (bin * step), Floor - tall);
            Add(svg, $"<rect x='{left + 0.5:0.0}' y='{top:0.0}' width='{step - 1:0.0}' height='{tall:0.0}' ");
            Add(svg, $"rx='1.5' fill='#5b8fd0'><title>{counts[bin]}</title></rect>");
            sum += counts[bin];
            Add(line, $"{left + step:0.0},{Floor - (Tall * sum / values.Count):0.0} ");
        }

        Add(svg, $"<polyline points='{line}' fill='none' stroke='#e07a3f' stroke-width='1.5'/>");
        var spread = Spread.Of(values);
        Mark(svg, "median", spread.Median, decades);
        Mark(svg, "p99", spread.P99, decades);
        Add(svg, $"<text x='{Edge - 6}' y='{Floor - Tall + 4:0}' text-anchor='end'>{tallest}</text>");
        Add(svg, $"<text x='{Width - Edge + 6}' y='{Floor - Tall + 4:0}'>100 %</text>");
        svg.Append("</svg>");
        Add(svg, $"<p>{values.Count} values, {atOnce} of them at once; median {Words(spread.Median, unit)}, ");
        Add(svg, $"p99 {Words(spread.P99, unit)}, most {Words(spread.Max, unit)}.</p>");
        return svg.ToString();
    }

    /// <summary>One value after the other.</summary>
    internal static string Series(IReadOnlyList<double> values, string unit)
    {
        if (values.Count == 0) return "<p>No values.</p>";
        var (low, high) = (Math.Min(0, values.Min()), Math.Max(1, values.Max()));
        var line = new StringBuilder();
        for (var i = 0; i < values.Count; i++)
        {
            var x = Edge + ((Width - (2.0 * Edge)) * i / Math.Max(1, values.Count - 1));
            var y = Height - Edge - ((Height - (2.0 * Edge)) * (values[i] - low) / (high - low));
            Add(line, $"{x:0.0},{y:0.0} ");
        }

        var svg = Begin(Width, Height);
        Add(svg, $"<polyline points='{line}' fill='none' stroke='#3b73b9' stroke-width='1.5'/>");
        Add(svg, $"<text x='4' y='{Edge}'>{high:0} {unit}</text><text x='4' y='{Height - Edge}'>{low:0} {unit}</text>");
        return svg.Append("</svg>").ToString();
    }

    /// <summary>Each value as a tick on a short logarithmic axis from 1 ms to 100 s.</summary>
    internal static string Strip(IReadOnlyList<double> values)
    {
        const int Wide = 200;
        const int High = 14;
        var svg = Begin(Wide, High);
        Add(svg, $"<rect width='{Wide}' height='{High}' rx='3' fill='#f4f6f8'/>");
        var shares = values.Select(value => Math.Round(Math.Log10(Math.Max(LeastMs, value)) / 5, 3));
        foreach (var value in shares.Distinct())
        {
            Add(svg, $"<rect x='{value * Wide:0.0}' y='1' width='1.5' height='{High - 2}' ");
            Add(svg, $"fill='#3b73b9' opacity='0.55'/>");
        }

        return svg.Append("</svg>").ToString();
    }

    private static void Axis(StringBuilder svg, int decades, string unit)
    {
        for (var decade = 0; decade <= decades; decade++)
        {
            var x = Edge + (Inner * decade / decades);
            Add(svg, $"<line x1='{x:0}' x2='{x:0}' y1='{Floor - Tall:0}' y2='{Floor}' stroke='#e3e7eb'/>");
            var text = Words(Math.Pow(10, decade), unit);
            Add(svg, $"<text x='{x:0}' y='{Floor + 17}' text-anchor='middle'>{text}</text>");
        }

        Add(svg, $"<line x1='{Edge}' x2='{Width - Edge}' y1='{Floor}' y2='{Floor}' stroke='#9aa5b1'/>");
    }

    private static void Mark(StringBuilder svg, string name, double value, int decades)
    {
        var x = Edge + (Inner * Math.Log10(Math.Max(LeastMs, value)) / decades);
        Add(svg, $"<line x1='{x:0}' x2='{x:0}' y1='{Floor - Tall - 8:0}' y2='{Floor}' stroke='#1f2933' ");
        Add(svg, $"stroke-dasharray='3 3'/>");
        Add(svg, $"<text x='{x:0}' y='{Floor - Tall - 14:0}' text-anchor='middle'>{name}</text>");
    }

    /// <summary>Milliseconds as people say them.</summary>
    private static string Words(double value, string unit) => unit == "ms" && value >= 1000
        ? string.Create(CultureInfo.InvariantCulture, $"{value / 1000:0.#} s")
        : string.Create(CultureInfo.InvariantCulture, $"{value:0} {unit}");

    private static StringBuilder Begin(int width, int height)
    {
        var svg = new StringBuilder();
        var style = width == Width ? "class='wide'" : $"width='{width}' height='{height}'";
        svg.Append("<svg ").Append(style);
        Add(svg, $" viewBox='0 0 {width} {height}'>");
        return svg;
    }

    private static void Add(StringBuilder svg, FormattableString piece) =>
        svg.Append(piece.ToString(CultureInfo.InvariantCulture));
}
