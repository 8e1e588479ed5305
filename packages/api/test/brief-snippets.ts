// @ts-nocheck -- the system description's snippets exactly as it prints them, with its `any`s; brief.test.ts runs them.
import { NeonPrismaClient, SupabasePrismaClient, neonClient, supabaseClient, disconnectAll } from '@/lib/db'

type Snippet = 'loginUser' | 'createProductWithInventory' | 'processOrder' | 'getDashboardData' | 'authMiddleware' | 'makeClients' | 'getUserWithBusinessData' | 'createWithUserValidation' | 'healthCheck' | 'trackQuery' | 'usage' | 'connect' | 'disconnect'

/** The snippets, wrapped in one function that takes what they take for granted. */
export function snippets({ supabase, model }: { supabase: any; model: string }): Record<Snippet, (...args: any[]) => any> {
  const loginUser = async (email: string, password: string) => {
    const session = await supabase.auth.signInWithPassword({
      email,
      password
    })
    
    // 2. Get user profile and roles
    const userWithRoles = await supabaseClient.user.findUnique({
      where: { id: session.user.id },
      include: {
        userRoles: {
          include: { role: true }
        }
      }
    })
    
    return userWithRoles
  }

  // Create product with inventory across warehouses
  const createProductWithInventory = async (productData: any, userId: string) => {
    // Create product in Neon
    const product = await neonClient.product.create({
      data: {
        ...productData,
        createdBy: userId, // Reference to Supabase user
        inventoryItems: {
          create: productData.warehouses.map((warehouse: any) => ({
            warehouseId: warehouse.id,
            quantity: warehouse.quantity,
            location: warehouse.location
          }))
        }
      }
    })
    
    // Log action in Supabase audit
    await supabaseClient.auditLog.create({
      data: {
        userId,
        action: 'CREATE',
        resource: 'products',
        resourceId: product.id,
        newValues: productData
      }
    })
    
    return product
  }

  // Complete order workflow
  const processOrder = async (orderData: any, userId: string) => {
    // 1. Create order in Neon
    const order = await neonClient.order.create({
      data: {
        ...orderData,
        createdBy: userId,
        items: {
          create: orderData.items.map((item: any) => ({
            productId: item.productId,
            quantity: item.quantity,
            unitPrice: item.price
          }))
        }
      }
    })
    
    // 2. Reserve inventory
    for (const item of orderData.items) {
      await neonClient.stockReservation.create({
        data: {
          inventoryItemId: item.inventoryItemId,
          quantity: item.quantity,
          reservationType: 'ORDER',
          referenceId: order.id,
          reservedBy: userId
        }
      })
    }
    
    // 3. Send notification (Supabase)
    await supabaseClient.userNotification.create({
      data: {
        userId,
        title: 'Order Created',
        message: `Order ${order.orderNumber} has been created successfully`,
        type: 'SUCCESS'
      }
    })
    
    return order
  }

  // Get comprehensive dashboard data
  const getDashboardData = async (userId: string) => {
    // Get user context from Supabase
    const user = await supabaseClient.user.findUnique({
      where: { id: userId },
      include: { userRoles: { include: { role: true } } }
    })
    
    // Get business metrics from Neon
    const metrics = await Promise.all([
      neonClient.product.count(),
      neonClient.order.count({
        where: { status: 'PENDING' }
      }),
      neonClient.inventoryItem.aggregate({
        _sum: { quantity: true }
      }),
      neonClient.supplier.count({
        where: { status: 'ACTIVE' }
      })
    ])
    
    return {
      user,
      metrics: {
        totalProducts: metrics[0],
        pendingOrders: metrics[1],
        totalInventory: metrics[2]._sum.quantity,
        activeSuppliers: metrics[3]
      }
    }
  }

  // Middleware for API routes
  const authMiddleware = async (req: NextRequest) => {
    // 1. Verify session with Supabase
    const session = await supabase.auth.getSession()
    if (!session) throw new Error('Unauthorized')
    
    // 2. Get user permissions
    const user = await supabaseClient.user.findUnique({
      where: { id: session.user.id },
      include: {
        userRoles: {
          include: { role: true }
        }
      }
    })
    
    // 3. Check permissions for Neon operations
    const hasPermission = user.userRoles.some(ur => 
      ur.role.permissions.includes(req.operation)
    )
    
    if (!hasPermission) throw new Error('Forbidden')
    
    return { user, session }
  }

  // Optimized client setup
  const makeClients = () => {
    const neonClient = new NeonPrismaClient({
      log: process.env.NODE_ENV === 'development' ? ['query'] : [],
      datasources: {
        db: {
          url: process.env.NEON_DATABASE_URL
        }
      }
    })

    const supabaseClient = new SupabasePrismaClient({
      log: process.env.NODE_ENV === 'development' ? ['query'] : [],
      datasources: {
        db: {
          url: process.env.SUPABASE_DATABASE_URL
        }
      }
    })

    // Connection pooling
    const getConnection = (database: 'neon' | 'supabase') => {
      return database === 'neon' ? neonClient : supabaseClient
    }
    return getConnection
  }

  // Efficient cross-database queries
  const getUserWithBusinessData = async (userId: string) => {
    // Parallel queries to both databases
    const [user, businessData] = await Promise.all([
      supabaseClient.user.findUnique({
        where: { id: userId },
        include: { userRoles: true }
      }),
      neonClient.order.findMany({
        where: { createdBy: userId },
        include: { items: true },
        take: 10,
        orderBy: { createdAt: 'desc' }
      })
    ])
    
    return { user, recentOrders: businessData }
  }

  // Ensure user exists before creating business records
  const createWithUserValidation = async (data: any, userId: string) => {
    // Verify user exists in Supabase
    const user = await supabaseClient.user.findUnique({
      where: { id: userId }
    })
    
    if (!user) {
      throw new Error('Invalid user reference')
    }
    
    // Create business record in Neon
    return await neonClient[model].create({
      data: {
        ...data,
        createdBy: userId
      }
    })
  }

  const healthCheck = async () => {
    try {
      // Test Supabase connection
      await supabaseClient.$queryRaw`SELECT 1`
      
      // Test Neon connection  
      await neonClient.$queryRaw`SELECT 1`
      
      return { status: 'healthy', databases: ['supabase', 'neon'] }
    } catch (error) {
      return { status: 'unhealthy', error: error.message }
    }
  }

  // Query performance tracking
  const trackQuery = async (database: string, operation: string, query: Function) => {
    const start = Date.now()
    
    try {
      const result = await query()
      const duration = Date.now() - start
      
      // Log performance metrics
      console.log(`${database}.${operation}: ${duration}ms`)
      
      return result
    } catch (error) {
      // Log errors with context
      console.error(`${database}.${operation} failed:`, error)
      throw error
    }
  }

  const usage = async () => {
    // Use Neon database
    const users = await neonClient.user.findMany()

    // Use Supabase database
    const profiles = await supabaseClient.profile.findMany()

    // Remember to disconnect when done (e.g., in API route cleanup)
    await disconnectAll()
    return { users, profiles }
  }

  const connect = async () => {
    // Setup test databases
    await supabaseClient.$connect()
    await neonClient.$connect()
  }

  const disconnect = async () => {
    // Cleanup
    await supabaseClient.$disconnect()
    await neonClient.$disconnect()
  }

  return { connect, disconnect, loginUser, createProductWithInventory, processOrder, getDashboardData, authMiddleware, makeClients, getUserWithBusinessData, createWithUserValidation, healthCheck, trackQuery, usage }
}
