namespace FinTracer.Lab;

/// <summary>The word of a side in truth files, and its opposite.</summary>
public static class SideWords
{
    extension(Side side)
    {
        /// <summary>The word that truth files use: "client" or "server".</summary>
        public string Word => side switch
        {
            Side.Client => "client",
            Side.Server => "server",
        };

        /// <summary>The other host.</summary>
        public Side Other => side switch
        {
            Side.Client => Side.Server,
            Side.Server => Side.Client,
        };
    }
}
