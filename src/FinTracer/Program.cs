System.Console.WriteLine("fintracer");
