namespace FinTracer.Lab.Stories;

/// <summary>Says within a story what a call must have returned.</summary>
internal static class Claims
{
    extension(string? result)
    {
        public void MustBe(string? wanted)
        {
            if (result != wanted)
            {
                throw new LabException($"the story expected {wanted ?? "success"}, but the call gave {result ?? "success"}");
            }
        }
    }
}
