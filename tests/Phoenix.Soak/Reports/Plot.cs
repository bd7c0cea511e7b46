using System.Globalization;
using System.Text;

namespace Phoenix.Soak.Reports;

/// <summary>Small plots as SVG text.</summary>
internal static class Plot
{
    private const int Width = 760;
    private const int Height = 220;
    private const int Edge = 45;
    private const double LeastMs = 1;

    /// <summary>Histogram bars and the share of values up to each, over a logarithmic axis.</summary>
    internal static string Distribution(IReadOnlyList<double> values, string unit)
    {
        if (values.Count == 0) return "<p>No values.</p>";
        const int Bins = 60;
        var most = Math.Ceiling(Math.Log10(Math.Max(10, values.Max())));
        var counts = new int[Bins];
        foreach (var value in values)
        {
            counts[(int)Math.Min(Bins - 1, Math.Log10(Math.Max(LeastMs, value)) / most * Bins)]++;
        }

        var svg = Begin(Width, Height);
        var (step, tallest, sum) = ((Width - (2.0 * Edge)) / Bins, counts.Max(), 0);
        var line = new StringBuilder();
        for (var bin = 0; bin < Bins; bin++)
        {
            var tall = (Height - (2.0 * Edge)) * counts[bin] / tallest;
            var (left, top) = (Edge + (bin * step), Height - Edge - tall);
            Add(svg, $"<rect x='{left:0.0}' y='{top:0.0}' width='{step - 1:0.0}' height='{tall:0.0}' fill='#7aa6d8'/>");
            sum += counts[bin];
            var share = Height - Edge - ((Height - (2.0 * Edge)) * sum / values.Count);
            Add(line, $"{left + step:0.0},{share:0.0} ");
        }

        Add(svg, $"<polyline points='{line}' fill='none' stroke='#c33'/>");
        for (var decade = 0; decade <= most; decade++)
        {
            var x = Edge + ((Width - (2.0 * Edge)) * decade / most);
            var label = Math.Pow(10, decade);
            Add(svg, $"<text x='{x:0}' y='{Height - Edge + 16}' text-anchor='middle'>{label:0} {unit}</text>");
        }

        Add(svg, $"<text x='4' y='{Edge}'>{tallest}</text><text x='{Width - Edge + 4}' y='{Edge}'>100 %</text>");
        return svg.Append("</svg>").ToString();
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
        Add(svg, $"<polyline points='{line}' fill='none' stroke='#369'/>");
        Add(svg, $"<text x='4' y='{Edge}'>{high:0} {unit}</text><text x='4' y='{Height - Edge}'>{low:0} {unit}</text>");
        return svg.Append("</svg>").ToString();
    }

    /// <summary>Each value as a tick on a short logarithmic axis from 1 ms to 100 s.</summary>
    internal static string Strip(IReadOnlyList<double> values)
    {
        const int Wide = 200;
        const int Tall = 14;
        var svg = Begin(Wide, Tall);
        var shares = values.Select(value => Math.Round(Math.Log10(Math.Max(LeastMs, value)) / 5, 3));
        foreach (var value in shares.Distinct())
        {
            Add(svg, $"<rect x='{value * Wide:0.0}' y='1' width='1' height='{Tall - 2}' fill='#369' opacity='0.5'/>");
        }

        return svg.Append("</svg>").ToString();
    }

    private static StringBuilder Begin(int width, int height)
    {
        var svg = new StringBuilder();
        Add(svg, $"<svg width='{width}' height='{height}' viewBox='0 0 {width} {height}'>");
        Add(svg, $"<line x1='0' y1='{height - 1}' x2='{width}' y2='{height - 1}' stroke='#ddd'/>");
        return svg;
    }

    private static void Add(StringBuilder svg, FormattableString piece) =>
        svg.Append(piece.ToString(CultureInfo.InvariantCulture));
}
