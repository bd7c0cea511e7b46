using System.Reflection;
using System.Text.RegularExpressions;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Api;

namespace Phoenix.Venue.Tests.Api;

/// <summary>The refusals are those of the exchange's list, in its words.</summary>
public class ErrorTextSpecs
{
    /// <summary>Recorded or documented elsewhere than in the list of codes.</summary>
    private static readonly int[] FromElsewhere =
    [
        -5000,   // wrong path or method: answers of the demo host
        -4056,   // kinds of keys that cannot log on
    ];

    [SkippableFact]
    public void Every_refusal_has_a_code_and_a_text_of_the_list()
    {
        var list = Known();
        Ours().Where(error => !FromElsewhere.Contains(error.Code))
            .Where(error => !list.TryGetValue(error.Code, out var texts)
                || !texts.Any(text => Matches(text, error.Message)))
            .ShouldBeEmpty();
    }

    [SkippableTheory]
    [InlineData(-1003, 429)]
    [InlineData(-1003, 418)]
    [InlineData(-1015, 429)]
    [InlineData(-2015, 401)]
    [InlineData(-1021, 400)]
    [InlineData(-1022, 400)]
    [InlineData(-1121, 400)]
    [InlineData(-2011, 400)]
    [InlineData(-2013, 400)]
    [InlineData(-2019, 400)]
    [InlineData(-2022, 400)]
    [InlineData(-4120, 400)]
    [InlineData(-5021, 400)]
    [InlineData(-5022, 400)]
    public void Documented_replies_are_given_word_by_word(int code, int status)
    {
        var replies = Samples.Json("official/error_replies.json").GetProperty("rest").EnumerateArray()
            .Where(reply => reply.GetProperty("http").GetInt32() == status)
            .Select(reply => reply.GetProperty("body"))
            .Where(body => body.TryGetProperty("code", out var given) && given.GetInt32() == code)
            .Select(body => body.GetProperty("msg").GetString()).ToList();
        replies.ShouldNotBeEmpty();
        Ours().Where(error => error.Code == code && error.Status == status)
            .ShouldContain(error => replies.Contains(error.Message));
    }

    private static IEnumerable<ApiError> Ours()
    {
        const BindingFlags All = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        foreach (var property in typeof(ApiError).GetProperties(All))
        {
            if (property.GetValue(null) is ApiError error) yield return error;
        }

        yield return ApiError.TooMuchWeight(2400, RequestPool.Weight);
        yield return ApiError.Banned(new VenueTime(1_790_526_539_000));
        yield return ApiError.TooManyOrders(300, "10 SECOND");
        yield return ApiError.Missing("quantity");
        yield return ApiError.MissingBoth("orderId", "origClientOrderId");
        yield return ApiError.Empty("limit");
        yield return ApiError.NotValid("limit");
        yield return ApiError.UnknownRoute("GET", "/fapi/v1/x");
        yield return ApiError.UnsupportedKind(ApiKeyKind.Rsa);
    }

    private static Dictionary<int, string[]> Known()
    {
        var known = new Dictionary<int, string[]>();
        foreach (var line in Samples.Text("official/error_codes.csv").Split('\n').Skip(1))
        {
            var parts = line.Trim().Split(',', 3);
            if (parts.Length < 3) continue;
            known[int.Parse(parts[0])] = parts[2].Trim('"').Replace("\"\"", "\"").Split(" | ");
        }

        return known;
    }

    /// <summary>Placeholders stand for anything; either text may go on where the other ends.</summary>
    private static bool Matches(string listed, string ours)
    {
        var pattern = Regex.Escape(listed.TrimEnd('.')).Replace("%s", ".+").Replace("5\\.0", ".+");
        return Regex.IsMatch(ours, pattern, RegexOptions.IgnoreCase)
            || listed.Contains(ours.TrimEnd('.'), StringComparison.Ordinal);
    }
}
