namespace FinTracer.Capture;

/// <summary>Makes text from elsewhere (the system's error messages) safe to print in one line.</summary>
public static class PlainText
{
    /// <summary>The text with everything that is not printable ASCII replaced by a question mark.</summary>
    public static string Of(string text) => string.Create(text.Length, text, static (to, from) =>
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = from[i] is >= ' ' and <= '~' ? from[i] : '?';
        }
    });
}
